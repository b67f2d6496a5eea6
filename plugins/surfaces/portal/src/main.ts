// The portal: applicants on their phones. Everything it knows of the bureau it asks the API.
import '@oneseal/shared/theme.css';
import './portal.css';
import { start } from '@oneseal/shared/start';
import App from './App.vue';
import zh from './locales/zh-CN.json';
import { router } from './router';

void start('portal', App, router, { 'zh-CN': zh, en: () => import('./locales/en.json') });
