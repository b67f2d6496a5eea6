// Names of the bureau's people.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useSession } from '@oneseal/shared/session';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const usePeople = defineStore('people', () => {
  const session = useSession();
  const list = shallowRef<Schemas['PeopleList'] | null>(null);
  async function load(county: string): Promise<void> {
    // Who is of another authority works here too, without the names.
    if (!session.may('people')) return;
    const path = { c: county };
    list.value = await got(api.GET('/api/v1/counties/{c}/people', { params: { path } }));
  }
  const nameOf = (id: string | null | undefined): string =>
    list.value?.people.find((one) => one.id === id)?.name ?? id ?? '';
  return { list, load, nameOf };
});
