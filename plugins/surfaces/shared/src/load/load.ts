// Something that is fetched, with all that a page must draw of it: not yet, here, refused.
//   const cases = useLoad(() => got(api.GET(…)), [() => route.params.n]);
//   cases.data, cases.problem, cases.loading (after 300 ms), cases.reload()
import { onScopeDispose, reactive, watch, type WatchSource } from 'vue';
import { asProblem, type Problem } from '../api/problem';

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => Promise<void>;
}

export function useLoad<T>(fetch: () => Promise<T>, on: WatchSource[] = []): Loaded<T> {
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const state = reactive({ data: null, problem: null, loading: false, reload }) as Loaded<T>;
  async function reload(): Promise<void> {
    const mine = ++latest;
    clearTimeout(timer);
    timer = setTimeout(() => (state.loading = mine === latest && !state.data), 300);
    try {
      const data = await fetch();
      if (mine !== latest) return;
      state.data = data;
      state.problem = null;
    } catch (thrown) {
      if (mine !== latest) return;
      state.problem = asProblem(thrown);
    } finally {
      if (mine === latest) {
        clearTimeout(timer);
        state.loading = false;
      }
    }
  }
  watch(
    on,
    () => {
      state.data = null;
      void reload();
    },
    { flush: 'sync' },
  );
  const online = (): void => {
    if (state.problem) void reload();
  };
  addEventListener('online', online);
  onScopeDispose(() => {
    removeEventListener('online', online);
    clearTimeout(timer);
    latest++;
  });
  void reload();
  return state;
}
