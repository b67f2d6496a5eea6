// In which county one is: chosen once and kept on the machine.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';

const kept = 'oneseal.portal.county';

export const useCounty = defineStore('county', () => {
  let asked: Promise<void> | null = null;
  const all = shallowRef<Schemas['CountySummary'][]>([]);
  const code = ref('');
  const chosen = ref(''); // on this visit
  const here = computed(() => all.value.find((one) => one.code === code.value));

  // Once, however many want it; what failed is asked for again.
  function load(): Promise<void> {
    asked ??= read().catch((thrown: unknown) => {
      asked = null;
      throw thrown;
    });
    return asked;
  }
  async function read(): Promise<void> {
    const { counties } = await got(api.GET('/api/v1/counties'));
    const before = localStorage.getItem(kept);
    all.value = counties;
    code.value = counties.find((one) => one.code === before)?.code ?? counties[0]?.code ?? '';
  }
  function choose(next: string): void {
    code.value = chosen.value = next;
    localStorage.setItem(kept, next);
  }
  return { all, code, chosen, here, load, choose };
});
