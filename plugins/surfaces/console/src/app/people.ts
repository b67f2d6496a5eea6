// Names of the bureau's people.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { asProblem } from '@oneseal/shared/api/problem';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const usePeople = defineStore('people', () => {
  const list = shallowRef<Schemas['PeopleList'] | null>(null);
  async function load(county: string): Promise<void> {
    const path = { c: county };
    try {
      list.value = await got(api.GET('/api/v1/counties/{c}/people', { params: { path } }));
    } catch (thrown) {
      // Who is of another authority works here too, without the names.
      if (asProblem(thrown).kind !== 'forbidden') throw thrown;
      list.value = null;
    }
  }
  const nameOf = (id: string | null | undefined): string =>
    list.value?.people.find((one) => one.id === id)?.name ?? id ?? '';
  return { list, load, nameOf };
});
