// One vue-i18n for a surface: zh-CN first, en complete and read when it is wanted. What the kernel has words for (states,
// roles, actions, papers …) never stands in these messages: see words.ts.
import type { WritableComputedRef } from 'vue';
import { createI18n, type I18n as Any } from 'vue-i18n';
import zh from './locales/zh-CN.json';

export type Language = 'zh-CN' | 'en';
export type Messages = Record<string, unknown>;
export interface Spoken {
  'zh-CN': Messages;
  en: () => Promise<{ default: Messages }>;
}
const kept = 'oneseal.language';

function startLanguage(): Language {
  const own = localStorage.getItem(kept);
  if (own === 'zh-CN' || own === 'en') return own;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

let learn: (language: Language) => Promise<void>;

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

export async function makeI18n(spoken: Spoken): Promise<I18n> {
  const messages = { 'zh-CN': together(zh, spoken['zh-CN']) } as never;
  const plugin = createI18n({
    legacy: false,
    locale: 'zh-CN',
    fallbackLocale: 'zh-CN',
    messages,
  });
  learn = async (language) => {
    if (plugin.global.availableLocales.includes(language as never)) return;
    const [shared, own] = await Promise.all([import('./locales/en.json'), spoken.en()]);
    plugin.global.setLocaleMessage(
      language as never,
      together(shared.default, own.default) as never,
    );
  };
  const locale = plugin.global.locale as unknown as WritableComputedRef<string>;
  await hear(locale, startLanguage()).catch(() => undefined);
  return { plugin: plugin as unknown as Any, locale };
}

async function hear(locale: { value: string }, language: Language): Promise<void> {
  await learn(language);
  locale.value = language;
  document.documentElement.lang = language;
}

// Fails where the words of that language cannot be read; the former one stays.
export async function speak(locale: { value: string }, language: Language): Promise<void> {
  await hear(locale, language);
  localStorage.setItem(kept, language);
}
