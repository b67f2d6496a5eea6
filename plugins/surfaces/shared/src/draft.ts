// An application as it is being filled in: kept with the kernel as a draft within a second of every
// change, and checked by it. Nothing typed is ever taken back: what could not be saved stays, with the
// problem, and is saved by the next change or by `save()`.
//   const draft = useDraft(county, (id) => …);  await draft.begin(matter, variant)  or  .resume(id)
//   draft.form, draft.paper, draft.shared: change them; draft.verdict, .required (the materials that it
//   asks for), .missing (those of them that are not there), .problem, .savedAt: show them
import { computed, nextTick, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { api, got, type Schemas } from './api/client';
import { asProblem, type Problem } from './api/problem';
import { filled, isCounty, type Field } from './form/schema';
import { useKeeping, type Kept, type Paper } from './keeping';
import { readMatter, termsOf } from './matters';

type Values = Record<string, unknown>;

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- it is what it returns
export function useDraft(county: string, made: (id: string) => void) {
  const matter = shallowRef<Schemas['Matter'] | null>(null);
  const variant = ref('');
  const form = ref<Values>({});
  const paper = ref<Record<string, Paper>>({}); // by material: what a counter has in hand
  const shared = ref<string[]>([]);
  const verdict = shallowRef<Schemas['Verdict'] | null>(null);
  const checkProblem = shallowRef<Problem | null>(null);
  const isDirty = ref(false);
  let filling = false;

  const edit = computed(() => ({
    variant: variant.value,
    form: filled(form.value),
    shared_data: shared.value,
  }));
  const keeping = useKeeping(county, { matter: () => matter.value!.id, edit, paper }, made);
  const { kept, materials } = keeping;
  const required = computed(() =>
    (verdict.value?.required_materials ?? []).map((one) => ({
      ...one,
      terms: termsOf(matter.value, one.id),
      kept: kept.value?.materials?.find((other) => other.id === one.id),
    })),
  );
  const missing = computed(() => required.value.filter((one) => one.state === 'missing'));

  async function begin(id: string, ofVariant: string): Promise<void> {
    filling = true;
    if (matter.value?.id !== id) form.value = {};
    matter.value = await readMatter(county, id);
    variant.value = ofVariant;
    const fields = matter.value?.document.form.schema.properties ?? {};
    for (const [key, field] of Object.entries(fields)) {
      if (isCounty(field as Field)) form.value[key] ??= county;
    }
    await nextTick();
    filling = false;
    await check();
  }
  async function resume(id: string): Promise<void> {
    filling = true;
    const draft = (await got(
      api.GET('/api/v1/counties/{c}/cases/{n}', { params: { path: { c: county, n: id } } }),
    )) as Kept;
    matter.value = await readMatter(county, draft.matter);
    variant.value = draft.variant;
    form.value = { ...draft.form };
    shared.value = draft.shared_data ?? [];
    paper.value = {};
    for (const { id: material, kind, copies, pages } of draft.materials ?? []) {
      if (kind !== 'electronic') paper.value[material] = { kind, copies, pages };
    }
    keeping.taken(draft);
    await nextTick();
    filling = false;
    await check();
  }

  let latest = 0;
  let newest: Promise<void> = Promise.resolve();
  // Done when the newest is: an older answer says nothing of what was typed since.
  function check(): Promise<void> {
    return (newest = ask(++latest));
  }
  async function ask(mine: number): Promise<void> {
    if (!matter.value) return;
    const body = { matter: matter.value.id, ...edit.value, materials: materials.value };
    const params = { path: { c: county }, query: { explain: 'false' as const } };
    try {
      const told = await got(
        api.POST('/api/v1/counties/{c}/checks', { params, body: body as Schemas['Application'] }),
      );
      if (mine !== latest) return newest;
      verdict.value = told;
      checkProblem.value = null;
    } catch (thrown) {
      if (mine !== latest) return newest;
      checkProblem.value = asProblem(thrown);
    }
  }
  async function save(): Promise<boolean> {
    clearTimeout(timer);
    isDirty.value = false;
    const worked = await keeping.store();
    if (!worked) isDirty.value = true;
    return worked;
  }
  // Whether the kernel is to look a material up itself, or no longer.
  function share(material: string): void {
    const others = shared.value.filter((one) => one !== material);
    shared.value = others.length < shared.value.length ? others : [...others, material];
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let checking: ReturnType<typeof setTimeout> | undefined;
  watch(
    [form, paper, shared, variant] as Ref[],
    () => {
      if (filling || !matter.value) return;
      isDirty.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => void save(), 800);
    },
    { deep: true },
  );
  watch(
    [form, materials, shared, variant] as Ref[],
    () => {
      clearTimeout(checking);
      checking = setTimeout(() => void check(), 200);
    },
    { deep: true },
  );

  return reactive({
    matter,
    variant,
    form,
    paper,
    shared,
    kept,
    at: keeping.at,
    verdict,
    required,
    missing,
    problem: keeping.problem,
    checkProblem,
    savedAt: keeping.savedAt,
    isDirty,
    begin,
    resume,
    check,
    save,
    share,
    put: keeping.put,
    takeOut: keeping.takeOut,
  });
}

export type Draft = ReturnType<typeof useDraft>;
