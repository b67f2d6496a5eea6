// An application as it is being filled in: kept with the kernel as a draft within a second of every
// change, and checked by it. Requests go one after the other, each with the version of the last
// answer. Nothing typed is ever taken back: what could not be saved stays, with the problem, and is
// saved by the next change or by `save()`.
//   const draft = useDraft(county, (id) => …);  await draft.begin(matter, variant)  or  .resume(id)
//   draft.form, draft.paper, draft.shared: change them; draft.verdict, .problem, .savedAt: show them
import { computed, nextTick, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { api, got, newKey, tag, type Schemas } from './api/client';
import { asProblem, type Problem } from './api/problem';
import { freeKey, putFile, takeOutFile } from './files';
import { filled } from './form/schema';

export interface Paper {
  kind: 'original' | 'copy';
  copies: number;
  pages: number;
}
type Case = Schemas['CaseForStaff'];
type Values = Record<string, unknown>;

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- it is what it returns
export function useDraft(county: string, made: (id: string) => void) {
  const matter = shallowRef<Schemas['Matter'] | null>(null);
  const variant = ref('');
  const form = ref<Values>({});
  const paper = ref<Record<string, Paper>>({}); // by material: what a counter has in hand
  const shared = ref<string[]>([]);
  const kept = shallowRef<Case | null>(null);
  const verdict = shallowRef<Schemas['Verdict'] | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const checkProblem = shallowRef<Problem | null>(null);
  const savedAt = shallowRef<Date | null>(null);
  const isDirty = ref(false);

  const recorded = new Map<string, string>();
  let savedForm = '';
  let chain: Promise<unknown> = Promise.resolve();
  let filling = false;

  const path = computed(() => ({ c: county, n: kept.value?.id ?? '' }));
  const header = (): { 'If-Match': string } => ({ 'If-Match': tag(kept.value?.version ?? 0) });
  const edit = computed(() => ({
    variant: variant.value,
    form: filled(form.value),
    shared_data: shared.value,
  }));
  const materials = computed(() => {
    const inFiles = (kept.value?.materials ?? [])
      .filter((one) => one.made_by || one.files?.length)
      .map((one) => ({ id: one.id, kind: one.kind, copies: one.copies, pages: one.pages }));
    const inHand = Object.entries(paper.value).map(([id, one]) => ({ id, ...one }));
    return [...inFiles.filter((one) => !(one.id in paper.value)), ...inHand];
  });

  async function load(id: string, version?: string): Promise<void> {
    matter.value = await got(
      api.GET('/api/v1/counties/{c}/matters/{matter}', {
        params: { path: { c: county, matter: id }, query: version ? { version } : {} },
      }),
    );
  }
  async function begin(id: string, ofVariant: string): Promise<void> {
    filling = true;
    if (matter.value?.id !== id) form.value = {};
    await load(id);
    variant.value = ofVariant;
    const fields = matter.value?.document.form.schema.properties ?? {};
    for (const [key, field] of Object.entries(fields)) {
      if (field['x-oneseal'].prefill === 'county') form.value[key] ??= county;
    }
    await nextTick();
    filling = false;
    await check();
  }
  async function resume(id: string): Promise<void> {
    filling = true;
    const draft = (await got(
      api.GET('/api/v1/counties/{c}/cases/{n}', { params: { path: { c: county, n: id } } }),
    )) as Case;
    await load(draft.matter);
    kept.value = draft;
    variant.value = draft.variant;
    form.value = { ...draft.form };
    shared.value = draft.shared_data ?? [];
    paper.value = {};
    for (const one of draft.materials ?? []) {
      if (one.kind === 'electronic') continue;
      paper.value[one.id] = { kind: one.kind, copies: one.copies, pages: one.pages };
      recorded.set(one.id, JSON.stringify(paper.value[one.id]));
    }
    savedForm = JSON.stringify(edit.value);
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
    try {
      const told = await got(
        api.POST('/api/v1/counties/{c}/checks', {
          params: { path: { c: county }, query: { explain: 'false' } },
          body: body as Schemas['Application'],
        }),
      );
      if (mine !== latest) return newest;
      verdict.value = told;
      checkProblem.value = null;
    } catch (thrown) {
      if (mine !== latest) return newest;
      checkProblem.value = asProblem(thrown);
    }
  }

  async function store(): Promise<void> {
    const now = JSON.stringify(edit.value);
    if (!kept.value) {
      const inHand = Object.entries(paper.value).map(
        ([id, one]) => [id, JSON.stringify(one)] as const,
      );
      const body = {
        matter: matter.value!.id,
        draft: true,
        ...edit.value,
        materials: materials.value,
      };
      kept.value = (await got(
        api.POST('/api/v1/counties/{c}/cases', {
          params: { path: { c: county }, header: { 'Idempotency-Key': newKey() } },
          body: body as Schemas['Filing'],
        }),
      )) as Case;
      for (const [id, told] of inHand) recorded.set(id, told);
      made(kept.value.id);
    } else if (now !== savedForm) {
      kept.value = (await got(
        api.PUT('/api/v1/counties/{c}/cases/{n}/form', {
          params: { path: path.value, header: header() },
          body: edit.value,
        }),
      )) as Case;
    }
    savedForm = now;
    await storePaper();
  }
  async function storePaper(): Promise<void> {
    const address = '/api/v1/counties/{c}/cases/{n}/materials/{material}';
    for (const [id, one] of Object.entries(paper.value)) {
      if (recorded.get(id) === JSON.stringify(one)) continue;
      const params = { path: { ...path.value, material: id }, header: header() };
      kept.value = (await got(api.PUT(address, { params, body: one }))) as Case;
      recorded.set(id, JSON.stringify(one));
    }
    for (const id of [...recorded.keys()].filter((one) => !(one in paper.value))) {
      const params = { path: { ...path.value, material: id }, header: header() };
      kept.value = (await got(api.DELETE(address, { params }))) as Case;
      recorded.delete(id);
    }
  }
  // Everything in its turn; true where it worked.
  function inTurn(task: () => Promise<void>): Promise<boolean> {
    const mine = chain.then(async () => {
      try {
        await task();
        problem.value = null;
        savedAt.value = new Date();
        return true;
      } catch (thrown) {
        problem.value = asProblem(thrown);
        return false;
      }
    });
    chain = mine;
    return mine;
  }
  async function save(): Promise<boolean> {
    clearTimeout(timer);
    isDirty.value = false;
    const worked = await inTurn(store);
    if (!worked) isDirty.value = true;
    return worked;
  }
  function put(material: string, file: File): Promise<boolean> {
    return inTurn(async () => {
      if (!kept.value) await store();
      const taken = kept.value?.materials?.find((one) => one.id === material)?.files ?? [];
      const key = freeKey(taken.map((one) => one.key));
      const at = { county, id: kept.value!.id, version: kept.value!.version };
      kept.value = (await putFile(at, material, key, file)) as Case;
    });
  }
  function takeOut(material: string, key: string): Promise<boolean> {
    return inTurn(async () => {
      const at = { county, id: kept.value!.id, version: kept.value!.version };
      kept.value = (await takeOutFile(at, material, key)) as Case;
    });
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
    verdict,
    problem,
    checkProblem,
    savedAt,
    isDirty,
    materials,
    begin,
    resume,
    check,
    save,
    put,
    takeOut,
  });
}

export type Draft = ReturnType<typeof useDraft>;
