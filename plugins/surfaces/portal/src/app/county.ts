// In which county one is: chosen once and kept on the machine.
import { useCounties } from '@oneseal/shared/counties';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

const kept = 'oneseal.portal.county';

export const useCounty = defineStore('county', () => {
  const counties = useCounties();
  const all = computed(() => counties.all);
  const code = ref('');
  const chosen = ref(''); // on this visit
  const here = computed(() => all.value.find((one) => one.code === code.value));

  async function load(): Promise<void> {
    await counties.load();
    if (here.value) return;
    const before = localStorage.getItem(kept);
    code.value = all.value.find((one) => one.code === before)?.code ?? all.value[0]?.code ?? '';
  }
  function choose(next: string): void {
    code.value = chosen.value = next;
    localStorage.setItem(kept, next);
  }
  return { all, code, chosen, here, load, choose };
});
