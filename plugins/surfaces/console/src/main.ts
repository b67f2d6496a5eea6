// The console: the bureau's staff at their desks. Everything it knows of the bureau it asks the API.
import '@oneseal/shared/theme.css';
import './console.css';
import { start } from '@oneseal/shared/start';
import App from './App.vue';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { rememberWho } from './pages/survey/who';
import { router } from './router';

start('console', App, router, { 'zh-CN': zh, en });
rememberWho();
