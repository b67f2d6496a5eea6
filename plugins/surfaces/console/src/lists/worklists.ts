// My work lists with their counts, live.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useSession } from '@oneseal/shared/session';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useChanges } from '@oneseal/shared/changes';

export type Worklist = Schemas['Worklists']['worklists'][number];

export const useWorklists = defineStore('worklists', () => {
  const lists = shallowRef<Worklist[]>([]);
  const failed = shallowRef(false);
  const known = shallowRef(false);
  const session = useSession();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const path = { c: session.county };
    try {
      const told = await got(api.GET('/api/v1/counties/{c}/worklists', { params: { path } }));
      lists.value = told.worklists;
      failed.value = false;
      known.value = true;
    } catch {
      failed.value = true;
    }
  }
  // A burst of changes asks once.
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), 300);
  }
  useChanges().listen((change) => {
    if (!change || change.worklists.length) soon();
  });
  return { lists, failed, known, load };
});
