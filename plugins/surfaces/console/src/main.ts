// The console: the bureau's staff at their desks. Everything it knows of the bureau it asks the API.
import '@oneseal/shared/theme.css';
import './console.css';
import { connect } from '@oneseal/shared/api/client';
import { makeI18n } from '@oneseal/shared/i18n';
import { useSession } from '@oneseal/shared/session';
import { wearTheme } from '@oneseal/shared/theme';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { rememberWho } from './pages/survey/who';
import { router } from './router';

const i18n = makeI18n({ 'zh-CN': zh, en });
const app = createApp(App).use(createPinia()).use(i18n.plugin);
connect({
  surface: 'console',
  language: () => i18n.locale.value,
  signedOut: () => useSession().end(),
});
rememberWho();
wearTheme();
app.use(router).mount('#app');
