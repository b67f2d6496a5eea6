// Short titles of laws by their ids, for bases that the API gives by id.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { api, got, type Schemas, type Text } from './api/client';

export const useLaws = defineStore('laws', () => {
  const laws = shallowRef<Schemas['LawList']['laws']>([]);
  let of = '';
  let asked = Promise.resolve();
  async function read(county: string): Promise<void> {
    const path = { c: county };
    laws.value = (await got(api.GET('/api/v1/counties/{c}/laws', { params: { path } }))).laws;
  }
  // Many parts of a page ask at once; one answer does for all.
  function load(county: string): Promise<void> {
    if (of !== county) {
      of = county;
      asked = read(county).catch((thrown: unknown) => {
        of = '';
        throw thrown;
      });
    }
    return asked;
  }
  const titleOf = (id: string | undefined): Text | string =>
    laws.value.find((one) => one.id === id)?.short_title ?? id ?? '';
  return { laws, load, titleOf };
});
