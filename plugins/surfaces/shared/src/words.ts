// What the county calls everything that is shown by a short name, from GET …/words; and `say`, which
// picks the reader's language of a text that the API gives in both.
//   const { say, word, listed } = useWords();
//   word('states', row.state)   say(row.matter_title)   listed(['甲', '乙']) → 甲、乙
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { api, got, type Schemas, type Text } from './api/client';
import { capital } from './capital';
import { onceFor } from './once';

export type Group = keyof Schemas['Words'];

export const useWordStore = defineStore('words', () => {
  const words = shallowRef<Schemas['Words'] | null>(null);
  const load = onceFor(async (county) => {
    const path = { c: county };
    words.value = await got(api.GET('/api/v1/counties/{c}/words', { params: { path } }));
  });
  return { words, load };
});

interface Words {
  say: (text: Text | string | null | undefined) => string;
  word: (group: Group, id: string | number | null | undefined) => string;
  listed: (parts: readonly string[]) => string;
}

export function useWords(): Words {
  const store = useWordStore();
  const { locale } = useI18n();
  const say = (text: Text | string | null | undefined): string => {
    if (!text) return '';
    if (typeof text === 'string') return text;
    if (locale.value !== 'en' || !text.en) return text['zh-CN'];
    return capital(text.en);
  };
  return {
    say,
    word: (group, id) => {
      if (id === null || id === undefined || id === '') return '';
      return say(store.words?.[group]?.[String(id)]) || String(id);
    },
    listed: (parts) => parts.join(locale.value === 'en' ? ', ' : '、'),
  };
}
