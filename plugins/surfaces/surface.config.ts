// How a surface is built: from its folder, to be served at `base` under the kernel's policy, which
// lets no message be compiled in the browser and no script or style stand inside the page.
import { fileURLToPath } from 'node:url';
import VueI18n from '@intlify/unplugin-vue-i18n/vite';
import vue from '@vitejs/plugin-vue';
import type { PluginOption, UserConfig } from 'vite';

export function surface(folder: string, base: string, more: PluginOption[] = []): UserConfig {
  const at = (path: string): string => fileURLToPath(new URL(path, folder));
  return {
    root: at('.'),
    base,
    plugins: [
      vue(),
      VueI18n({
        include: [at('src/locales/*.json'), at('../shared/src/locales/*.json')],
        runtimeOnly: true,
        dropMessageCompiler: true,
        strictMessage: true,
        fullInstall: false,
      }),
      ...more,
    ],
    define: { __VUE_OPTIONS_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
    build: {
      outDir: at('dist'),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}
