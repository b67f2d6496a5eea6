// A list of cases as it is scrolled: its first page, then the next ones; read anew when told so.
import { api, got, type Schemas, type operations } from '@oneseal/shared/api/client';
import { usePages, type Paged } from '@oneseal/shared/load/pages';
import { useSession } from '@oneseal/shared/session';
import type { WatchSource } from 'vue';
import { useChanges } from '@oneseal/shared/changes';

export type Query = NonNullable<operations['list_cases']['parameters']['query']>;

export function useCases(
  query: () => Query,
  on: WatchSource[],
): Paged<Schemas['CaseList'], Schemas['CaseRow']> {
  const path = { c: useSession().county };
  const cases = usePages(
    (cursor) => {
      const asked = { ...query(), limit: 200, ...(cursor ? { cursor } : { count: true }) };
      return got(api.GET('/api/v1/counties/{c}/cases', { params: { path, query: asked } }));
    },
    (page) => page.cases,
    on,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  useChanges().listen(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void cases.list.reload(), 500);
  });
  return cases;
}
