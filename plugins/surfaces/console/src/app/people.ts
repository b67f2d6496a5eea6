// Names of the bureau's people.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const usePeople = defineStore('people', () => {
  const list = shallowRef<Schemas['PeopleList'] | null>(null);
  async function load(county: string): Promise<void> {
    const path = { c: county };
    list.value = await got(api.GET('/api/v1/counties/{c}/people', { params: { path } }));
  }
  const nameOf = (id: string | null | undefined): string =>
    list.value?.people.find((one) => one.id === id)?.name ?? id ?? '';
  return { list, load, nameOf };
});
