// Starts a surface: its words, its connection to the API, its look, its pages.
import { createPinia } from 'pinia';
import { createApp, type Component } from 'vue';
import type { Router } from 'vue-router';
import { connect, type Surface } from './api/client';
import { makeI18n, type Spoken } from './i18n';
import { useSession } from './session';
import { wearTheme } from './theme';

export async function start(
  surface: Surface,
  root: Component,
  router: Router,
  messages: Spoken,
): Promise<void> {
  const i18n = await makeI18n(messages);
  const app = createApp(root).use(createPinia()).use(i18n.plugin);
  connect({
    surface,
    language: () => i18n.locale.value,
    signedOut: () => useSession().end(),
  });
  wearTheme();
  app.use(router).mount('#app');
}
