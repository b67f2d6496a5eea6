// The counties with their titles, which anybody may ask for: asked for once, however many want them.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { api, got, type Schemas, type Text } from './api/client';
import { onceFor } from './once';

export const useCounties = defineStore('counties', () => {
  const all = shallowRef<Schemas['CountySummary'][]>([]);
  const read = onceFor(async () => {
    all.value = (await got(api.GET('/api/v1/counties'))).counties;
  });
  const load = (): Promise<void> => read('');
  const titleOf = (code: string): Text | string =>
    all.value.find((one) => one.code === code)?.title ?? code;
  return { all, load, titleOf };
});
