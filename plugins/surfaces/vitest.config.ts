import { fileURLToPath } from 'node:url';
import VueI18n from '@intlify/unplugin-vue-i18n/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [vue(), VueI18n({ include: [here('*/src/locales/*.json')], runtimeOnly: true })],
  test: { environment: 'node', include: ['*/tests/**/*.test.ts'] },
});
