// Keeps a draft with the kernel. Requests go one after the other, each with the version of the last
// answer; a form, or a paper in hand, that the kernel has already is not sent again.
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import { api, got, newKey, tag, type Schemas } from './api/client';
import { asProblem, type Problem } from './api/problem';
import { putFile, takeOutFile } from './files';

export interface Paper {
  kind: 'original' | 'copy';
  copies: number;
  pages: number;
}
export type Kept = Schemas['CaseForStaff'];
interface Written {
  matter: () => string;
  edit: ComputedRef<Schemas['Edit']>;
  paper: Ref<Record<string, Paper>>; // by material
}

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- it is what it returns
export function useKeeping(county: string, written: Written, made: (id: string) => void) {
  const kept = shallowRef<Kept | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const savedAt = shallowRef<Date | null>(null);
  const recorded = new Map<string, string>(); // papers in hand, by material
  let savedForm = '';
  let chain: Promise<unknown> = Promise.resolve();

  const { edit, paper } = written;
  const at = computed(() => ({
    county,
    id: kept.value?.id ?? '',
    version: kept.value?.version ?? 0,
  }));
  const materials = computed(() => {
    const inFiles = (kept.value?.materials ?? [])
      .filter((one) => one.made_by || one.files?.length)
      .map((one) => ({ id: one.id, kind: one.kind, copies: one.copies, pages: one.pages }));
    const inHand = Object.entries(paper.value).map(([id, one]) => ({ id, ...one }));
    return [...inFiles.filter((one) => !(one.id in paper.value)), ...inHand];
  });

  const path = (): { c: string; n: string } => ({ c: county, n: at.value.id });
  const header = (): { 'If-Match': string } => ({ 'If-Match': tag(at.value.version) });
  const told = (): [string, string][] =>
    Object.entries(paper.value).map(([id, one]) => [id, JSON.stringify(one)]);

  async function create(): Promise<void> {
    const inHand = told();
    const body = {
      matter: written.matter(),
      draft: true,
      ...edit.value,
      materials: materials.value,
    };
    const params = { path: { c: county }, header: { 'Idempotency-Key': newKey() } };
    kept.value = (await got(
      api.POST('/api/v1/counties/{c}/cases', { params, body: body as Schemas['Filing'] }),
    )) as Kept;
    for (const [id, one] of inHand) recorded.set(id, one);
    made(kept.value.id);
  }
  async function storeForm(): Promise<void> {
    const params = { path: path(), header: header() };
    kept.value = (await got(
      api.PUT('/api/v1/counties/{c}/cases/{n}/form', { params, body: edit.value }),
    )) as Kept;
  }
  async function storePaper(): Promise<void> {
    const address = '/api/v1/counties/{c}/cases/{n}/materials/{material}';
    for (const [id, one] of told()) {
      if (recorded.get(id) === one) continue;
      const params = { path: { ...path(), material: id }, header: header() };
      const body = JSON.parse(one) as Paper;
      kept.value = (await got(api.PUT(address, { params, body }))) as Kept;
      recorded.set(id, one);
    }
    for (const id of [...recorded.keys()].filter((one) => !(one in paper.value))) {
      const params = { path: { ...path(), material: id }, header: header() };
      kept.value = (await got(api.DELETE(address, { params }))) as Kept;
      recorded.delete(id);
    }
  }
  async function store(): Promise<void> {
    const now = JSON.stringify(edit.value);
    if (!kept.value) await create();
    else if (now !== savedForm) await storeForm();
    savedForm = now;
    await storePaper();
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
  function put(material: string, file: File): Promise<boolean> {
    return inTurn(async () => {
      if (!kept.value) await store();
      kept.value = (await putFile(at.value, material, newKey(), file)) as Kept;
    });
  }
  function takeOut(material: string, key: string): Promise<boolean> {
    return inTurn(async () => {
      kept.value = (await takeOutFile(at.value, material, key)) as Kept;
    });
  }
  // What is on the screen is what the kernel has.
  function taken(draft: Kept): void {
    kept.value = draft;
    recorded.clear();
    for (const [id, one] of told()) recorded.set(id, one);
    savedForm = JSON.stringify(edit.value);
  }
  return {
    kept,
    at,
    materials,
    problem,
    savedAt,
    store: () => inTurn(store),
    put,
    takeOut,
    taken,
  };
}
