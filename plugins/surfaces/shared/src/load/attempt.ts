// Something that somebody wants done: one at a time, and what came in the way.
//   const { attempt, problem, isBusy } = useAttempt();   if (await attempt(() => got(…))) …
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asProblem, type Problem } from '../api/problem';

export interface Attempts {
  problem: ShallowRef<Problem | null>;
  isBusy: Ref<boolean>;
  attempt: (task: () => Promise<unknown>) => Promise<boolean>; // whether it worked
}

export function useAttempt(): Attempts {
  const problem = shallowRef<Problem | null>(null);
  const isBusy = ref(false);
  async function attempt(task: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    try {
      await task();
      return true;
    } catch (thrown) {
      problem.value = asProblem(thrown);
      return false;
    } finally {
      isBusy.value = false;
    }
  }
  return { problem, isBusy, attempt };
}
