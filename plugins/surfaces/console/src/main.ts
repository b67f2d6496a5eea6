// The console: the bureau's staff at their desks. Everything it knows of the bureau it asks the API.
import '@oneseal/shared/theme.css';
import './console.css';
import { start } from '@oneseal/shared/start';
import App from './App.vue';
import zh from './locales/zh-CN.json';
import { rememberWho } from './pages/survey/who';
import { router } from './router';

void start('console', App, router, {
  'zh-CN': zh,
  en: () => import('./locales/en.json'),
}).then(rememberWho);
