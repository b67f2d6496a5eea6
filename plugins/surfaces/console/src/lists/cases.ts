// A list of cases as it is scrolled: its first page, then the next ones; read anew when told so.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useLoad, type Loaded } from '@oneseal/shared/load/load';
import type { WatchSource } from 'vue';
import type { operations } from '@oneseal/shared/api/contract';
import { useSession } from '@oneseal/shared/session';
import { useChanges } from './changes';

export type Query = NonNullable<operations['list_cases']['parameters']['query']>;

export interface CasesRead {
  rows: Schemas['CaseRow'][];
  count: number;
  next: string | null;
}

export function useCases(
  query: () => Query,
  on: WatchSource[],
): { cases: Loaded<CasesRead>; more: () => Promise<void> } {
  const session = useSession();
  const page = async (cursor: string | null): Promise<CasesRead> => {
    const asked: Query = { ...query(), limit: 200, ...(cursor ? { cursor } : { count: true }) };
    const told = await got(
      api.GET('/api/v1/counties/{c}/cases', {
        params: { path: { c: session.county }, query: asked },
      }),
    );
    return { rows: told.cases, count: told.count ?? 0, next: told.next_cursor };
  };
  const cases = useLoad(() => page(null), on);
  let reading = false;
  async function more(): Promise<void> {
    const now = cases.data;
    if (reading || !now?.next) return;
    reading = true;
    try {
      const added = await page(now.next);
      if (cases.data === now) {
        cases.data = { rows: [...now.rows, ...added.rows], count: now.count, next: added.next };
      }
    } finally {
      reading = false;
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  useChanges().listen(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void cases.reload(), 500);
  });
  return { cases, more };
}
