// Which parts of the console are for who is signed in. The API does not say it yet, so the parts are
// asked whether they would answer.
import { useWorklists } from '../lists/worklists';
import { api } from '@oneseal/shared/api/client';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

// The list of what waits for the counter; named here until the session says who takes in.
const counterList = 'to_accept';

export const useMay = defineStore('may', () => {
  const figures = ref(false);
  const plugins = ref(false);
  const lists = useWorklists();
  const intake = computed(() => lists.lists.some((one) => one.id === counterList));
  async function load(county: string): Promise<void> {
    const path = { c: county };
    const [one, two] = await Promise.all([
      api.GET('/api/v1/counties/{c}/statistics', { params: { path } }),
      api.GET('/api/v1/plugins'),
    ]);
    figures.value = one.response.ok;
    plugins.value = two.response.ok;
  }
  return { intake, figures, plugins, load };
});
