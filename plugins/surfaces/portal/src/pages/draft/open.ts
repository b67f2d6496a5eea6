// The application that is open: the shared draft, what it still lacks by task, and what was typed
// kept on the machine as long as it is not saved.
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useDraft, type Draft } from '@oneseal/shared/draft';
import { groupsOf, isEmpty, stateAt, type Field, type Layout } from '@oneseal/shared/form/schema';
import { useSession } from '@oneseal/shared/session';
import { useWords } from '@oneseal/shared/words';
import { computed, inject, onScopeDispose, provide, watch, type InjectionKey } from 'vue';
import { dropForm, keepForm, keptForm } from './keep';

export interface Fault {
  pointer: string;
  message: string;
}

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- it is what it returns
function make(county: string, made: (id: string) => void) {
  const { say } = useWords();
  const session = useSession();
  let place = '';
  const draft: Draft = useDraft(county, (id) => {
    dropForm(place);
    place = id;
    made(id);
  });

  async function begin(matter: string, variant: string): Promise<void> {
    place = `new.${county}.${matter}.${variant}`;
    await draft.begin(matter, variant);
    restore();
  }
  async function resume(id: string): Promise<void> {
    place = id;
    await draft.resume(id);
    restore();
  }
  function restore(): void {
    const before = keptForm(place);
    if (before) draft.form = { ...draft.form, ...before };
  }
  // After somebody else, or another page, has changed the draft: theirs is read, mine is written.
  async function overwrite(): Promise<void> {
    const path = { c: county, n: draft.kept!.id };
    draft.kept = (await got(
      api.GET('/api/v1/counties/{c}/cases/{n}', { params: { path } }),
    )) as Schemas['CaseForStaff'];
    await draft.save();
  }

  watch(
    () => draft.form,
    () => {
      if (draft.isDirty) keepForm(place, draft.form);
    },
    { deep: true, flush: 'post' },
  );
  watch(
    () => draft.savedAt,
    () => {
      if (!draft.isDirty) dropForm(place);
    },
  );
  const again = (): void => {
    if (draft.isDirty && draft.problem) void draft.save();
  };
  addEventListener('online', again);
  onScopeDispose(() => removeEventListener('online', again));
  watch(() => session.expired, again);
  const stop = (event: BeforeUnloadEvent): void => {
    if (draft.isDirty) event.preventDefault();
  };
  addEventListener('beforeunload', stop);
  onScopeDispose(() => removeEventListener('beforeunload', stop));

  const schema = computed(() => draft.matter?.document.form.schema as Field | undefined);
  const isShown = (key: string): boolean =>
    stateAt(draft.verdict?.fields, `/form/${key}`)?.visible === true;
  const groups = computed(() => {
    if (!schema.value) return [];
    return groupsOf(schema.value, draft.matter?.document.form.layout as Layout)
      .map((group, index) => ({ ...group, index, keys: group.keys.filter(isShown) }))
      .filter((group) => group.keys.length);
  });
  const faults = computed<Fault[]>(() =>
    (draft.verdict?.findings ?? []).map((one) => ({
      pointer: one.pointer,
      message: say(one.message),
    })),
  );
  const keyOf = (pointer: string): string =>
    pointer.startsWith('/form/') ? (pointer.split('/')[2] ?? '') : '';
  const faultsIn = (keys: readonly string[]): Fault[] =>
    faults.value.filter((one) => keys.includes(keyOf(one.pointer)));
  const isBegun = (keys: readonly string[]): boolean =>
    keys.some((key) => !isEmpty(draft.form[key]));
  const materials = computed(() => draft.required);
  const missing = computed(() => draft.missing);
  // What belongs to no field and no material (the rule of one is called after it): to be known before
  // one signs.
  const others = computed(() =>
    (draft.verdict?.findings ?? []).filter(
      (one) =>
        !groups.value.some((group) => group.keys.includes(keyOf(one.pointer))) &&
        !materials.value.some((material) => one.rule.split(':').pop() === material.id),
    ),
  );
  const left = computed(
    () => groups.value.flatMap((group) => faultsIn(group.keys)).length + missing.value.length,
  );
  const at = computed(() => draft.at);
  return {
    draft,
    at,
    begin,
    resume,
    overwrite,
    schema,
    groups,
    faults,
    faultsIn,
    isBegun,
    materials,
    missing,
    others,
    left,
  };
}

export type OpenDraft = ReturnType<typeof make>;
const key: InjectionKey<OpenDraft> = Symbol('draft');

export function openDraft(county: string, made: (id: string) => void): OpenDraft {
  const open = make(county, made);
  provide(key, open);
  return open;
}

export function useOpenDraft(): OpenDraft {
  const open = inject(key);
  if (!open) throw new Error('no draft is open');
  return open;
}

// How the state of a material is marked: lacking, settled, or neither as long as it depends.
export function markOf(state: string, made: boolean): 'waits' | 'good' | '' {
  if (made) return 'good';
  if (state === 'depends') return '';
  return state === 'missing' ? 'waits' : 'good';
}
