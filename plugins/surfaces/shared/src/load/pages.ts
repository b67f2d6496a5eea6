// A list that comes page by page: the first at once, each further one when it is wanted.
//   const { list, more, problem } = usePages((cursor) => got(api.GET(…)), (page) => page.cases);
//   list.data.rows, list.data.first (the first page itself), list.data.next
import { type ShallowRef, type WatchSource } from 'vue';
import type { Problem } from '../api/problem';
import { useAttempt } from './attempt';
import { useLoad, type Loaded } from './load';

export interface Pages<Page, Row> {
  first: Page;
  rows: Row[];
  next: string | null;
}
export interface Paged<Page, Row> {
  list: Loaded<Pages<Page, Row>>;
  more: () => Promise<unknown>;
  problem: ShallowRef<Problem | null>; // of `more`
}

export function usePages<Page extends { next_cursor: string | null }, Row>(
  read: (cursor?: string) => Promise<Page>,
  rowsOf: (page: Page) => Row[],
  on: WatchSource[] = [],
): Paged<Page, Row> {
  const { attempt, problem } = useAttempt();
  const list = useLoad(async (): Promise<Pages<Page, Row>> => {
    const first = await read();
    problem.value = null;
    return { first, rows: rowsOf(first), next: first.next_cursor };
  }, on);
  const more = (): Promise<boolean> =>
    attempt(async () => {
      const now = list.data;
      if (!now?.next) return;
      const page = await read(now.next);
      if (list.data !== now) return; // it was read anew meanwhile
      list.data = { ...now, rows: [...now.rows, ...rowsOf(page)], next: page.next_cursor };
    });
  return { list, more, problem };
}
