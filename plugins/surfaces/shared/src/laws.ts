// Short titles of laws by their ids, for bases that the API gives by id.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { api, got, type Schemas, type Text } from './api/client';

export const useLaws = defineStore('laws', () => {
  const laws = shallowRef<Schemas['LawList']['laws']>([]);
  let of = '';
  async function load(county: string): Promise<void> {
    if (of === county) return;
    const path = { c: county };
    laws.value = (await got(api.GET('/api/v1/counties/{c}/laws', { params: { path } }))).laws;
    of = county;
  }
  const titleOf = (id: string | undefined): Text | string =>
    laws.value.find((one) => one.id === id)?.short_title ?? id ?? '';
  return { laws, load, titleOf };
});
