// In which county one is: chosen once and kept on the machine.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useWordStore } from '@oneseal/shared/words';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';

const kept = 'oneseal.portal.county';

export const useCounty = defineStore('county', () => {
  const all = shallowRef<Schemas['CountySummary'][]>([]);
  const code = ref('');
  const here = computed(() => all.value.find((one) => one.code === code.value));

  async function load(): Promise<void> {
    if (all.value.length) return;
    const { counties } = await got(api.GET('/api/v1/counties'));
    const before = localStorage.getItem(kept);
    all.value = counties;
    code.value = counties.find((one) => one.code === before)?.code ?? counties[0]?.code ?? '';
    await words();
  }
  async function choose(next: string): Promise<void> {
    code.value = next;
    localStorage.setItem(kept, next);
    await words();
  }
  // Without them a page still says everything, some of it by its short name.
  async function words(): Promise<void> {
    await useWordStore()
      .load(code.value)
      .catch(() => undefined);
  }
  return { all, code, here, load, choose };
});
