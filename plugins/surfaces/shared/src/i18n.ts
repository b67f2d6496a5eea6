// One vue-i18n for a surface: zh-CN first, en complete. What the kernel has words for (states,
// roles, actions, papers …) never stands in these messages: see words.ts.
import type { WritableComputedRef } from 'vue';
import { createI18n, type I18n as Any } from 'vue-i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export type Language = 'zh-CN' | 'en';
export type Messages = Record<string, unknown>;
const kept = 'oneseal.language';

function startLanguage(): Language {
  const own = localStorage.getItem(kept);
  if (own === 'zh-CN' || own === 'en') return own;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

interface I18n {
  plugin: Any;
  locale: WritableComputedRef<string>;
}

// A surface adds to a group of the shared messages by a group of that name.
function together(shared: Messages, own: Messages): Messages {
  const groups = Object.entries(own).map(([name, group]): [string, unknown] => [
    name,
    { ...(shared[name] as Messages | undefined), ...(group as Messages) },
  ]);
  return { ...shared, ...Object.fromEntries(groups) };
}

export function makeI18n(surface: Record<Language, Messages>): I18n {
  const messages = {
    'zh-CN': together(zh, surface['zh-CN']),
    en: together(en, surface.en),
  } as never;
  const plugin = createI18n({
    legacy: false,
    locale: startLanguage(),
    fallbackLocale: 'zh-CN',
    messages,
  });
  const locale = plugin.global.locale as unknown as WritableComputedRef<string>;
  document.documentElement.lang = locale.value;
  return { plugin: plugin as unknown as Any, locale };
}

export function speak(locale: { value: string }, language: Language): void {
  locale.value = language;
  document.documentElement.lang = language;
  localStorage.setItem(kept, language);
}
