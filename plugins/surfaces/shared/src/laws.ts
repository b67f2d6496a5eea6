// Short titles of laws by their ids, for bases that the API gives by id.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { api, got, type Schemas, type Text } from './api/client';
import { onceFor } from './once';

export const useLaws = defineStore('laws', () => {
  const laws = shallowRef<Schemas['LawList']['laws']>([]);
  const load = onceFor(async (county) => {
    const path = { c: county };
    laws.value = (await got(api.GET('/api/v1/counties/{c}/laws', { params: { path } }))).laws;
  });
  const titleOf = (id: string | undefined): Text | string =>
    laws.value.find((one) => one.id === id)?.short_title ?? id ?? '';
  return { load, titleOf };
});
