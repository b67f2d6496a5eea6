// What stands beside a field: what is wrong with it at once, what is missing only after one has asked
// for the check, so that an empty form is not all red.
import { useWords } from '@oneseal/shared/words';
import type { Draft } from '@oneseal/shared/draft';
import { isEmpty, valueAt } from '@oneseal/shared/form/schema';
import { byPointer } from '@oneseal/shared/api/problem';
import { computed, ref, type ComputedRef, type Ref, type ShallowRef } from 'vue';

export function useFaults(draft: ShallowRef<Draft>): {
  errors: ComputedRef<Record<string, string[]>>;
  isChecked: Ref<boolean>;
} {
  const { say } = useWords();
  const isChecked = ref(false);
  const errors = computed(() => {
    const told = (draft.value.verdict?.findings ?? [])
      .filter((one) => one.pointer.startsWith('/form/'))
      .filter((one) => isChecked.value || !isEmpty(valueAt(draft.value, one.pointer)))
      .map((one) => ({ pointer: one.pointer, message: say(one.message) }));
    return byPointer([...told, ...(draft.value.checkProblem?.errors ?? [])]);
  });
  return { errors, isChecked };
}
