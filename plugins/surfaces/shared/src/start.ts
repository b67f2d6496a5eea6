// Starts a surface: its words, its connection to the API, its look, its pages.
import { createPinia } from 'pinia';
import { createApp, type Component } from 'vue';
import type { Router } from 'vue-router';
import { connect, type Surface } from './api/client';
import { makeI18n, type Language, type Messages } from './i18n';
import { useSession } from './session';
import { wearTheme } from './theme';

export function start(
  surface: Surface,
  root: Component,
  router: Router,
  messages: Record<Language, Messages>,
): void {
  const i18n = makeI18n(messages);
  const app = createApp(root).use(createPinia()).use(i18n.plugin);
  connect({
    surface,
    language: () => i18n.locale.value,
    signedOut: () => useSession().end(),
  });
  wearTheme();
  app.use(router).mount('#app');
}
