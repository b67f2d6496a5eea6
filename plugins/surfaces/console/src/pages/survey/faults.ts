// What is wrong with the record, by pointer and in words: what its schema says on the phone, and what
// the kernel answered.
import { byPointer } from '@oneseal/shared/api/problem';
import type { Field } from '@oneseal/shared/form/schema';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { check, wrongNow, type Fault } from './check';
import { bodyOf } from './outbox';
import type { OpenSurvey } from './survey';

export interface Faults {
  faults: ComputedRef<Fault[]>; // of the schema
  errors: ComputedRef<Record<string, string[]>>;
  under: (pointer: string) => [string, string[]][];
}

export function useFaults(open: OpenSurvey, schema: Ref<Field>, isPressed: Ref<boolean>): Faults {
  const { t } = useI18n();
  const faults = computed(() =>
    open.survey ? check(schema.value, bodyOf(open.survey, open.files)) : [],
  );
  const errors = computed(() => {
    const told = byPointer(open.problem?.errors ?? []);
    for (const one of isPressed.value ? faults.value : wrongNow(faults.value)) {
      (told[one.pointer] ??= []).push(t(`survey.fault.${one.word}`, { n: one.limit ?? '' }));
    }
    return told;
  });
  const under = (pointer: string): [string, string[]][] =>
    Object.entries(errors.value).filter(([at]) => at === pointer || at.startsWith(`${pointer}/`));
  return { faults, errors, under };
}

// What the fields on the way to it are called.
export function titlesAt(schema: Field, pointer: string): Field[] {
  const fields: Field[] = [];
  let at: Field | undefined = schema;
  for (const key of pointer.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    at = at?.items && /^\d+$/.test(name) ? at.items : at?.properties?.[name];
    if (at) fields.push(at);
  }
  return fields;
}
