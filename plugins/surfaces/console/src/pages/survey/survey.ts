// One survey as its page has it: from the phone, and met with the server's whenever that answers.
import { act, type Action } from '@oneseal/shared/actions';
import { asksNothing } from './record';
import { asProblem, offline, type Problem } from '@oneseal/shared/api/problem';
import { useSession } from '@oneseal/shared/session';
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Survey, Taken, Values } from './model';
import { record as sendRecord, waiting } from './outbox';
import { usePhone } from './phone';
import type { Change, Told } from './remote';
import { mustBeSeen, renewed, taken } from './take';

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- it is what it returns
export function useSurvey(n: string) {
  const phone = usePhone();
  const owner = phone.who?.owner ?? '';
  const survey = shallowRef<Survey | null>(null);
  const files = shallowRef<Taken[]>([]);
  const told = shallowRef<Told | null>(null);
  const changes = shallowRef<Change[]>([]); // that have to be seen first
  const problem = shallowRef<Problem | null>(null);
  const savedAt = shallowRef<Date | null>(null);
  const isBusy = ref(false);
  const isGone = ref(false);
  const left = computed(() => waiting(files.value).length);
  // What has to be done at the place before the record: by one press, what asks for nothing.
  const first = computed(() => {
    if (changes.value.length || survey.value?.press || told.value?.action?.allowed) return [];
    return (told.value?.others ?? []).filter(asksNothing);
  });

  // Everything is written in its turn, so that nothing that was typed overtakes what came later.
  let chain: Promise<unknown> = Promise.resolve();
  function inTurn(task: () => Promise<void>): Promise<void> {
    const mine = chain.then(async () => {
      try {
        await task();
      } catch (thrown) {
        problem.value = asProblem(thrown);
      }
    });
    chain = mine;
    return mine;
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDirty = false;
  function save(): Promise<void> {
    clearTimeout(timer);
    if (!isDirty) return chain.then(() => undefined);
    isDirty = false;
    return inTurn(async () => {
      if (!survey.value || isGone.value) return;
      await phone.store.keep(survey.value);
      savedAt.value = new Date();
    });
  }
  function put(body: Values): void {
    if (!survey.value) return;
    survey.value = { ...survey.value, body, changedAt: new Date().toISOString() };
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), 300);
  }

  async function readFiles(): Promise<void> {
    if (survey.value) files.value = await phone.store.files(owner, survey.value.id);
  }
  function addFile(file: Taken): Promise<void> {
    return inTurn(async () => {
      await phone.store.keepFile(file);
      await readFiles();
      savedAt.value = new Date();
      send();
    });
  }
  function placeFile(key: string, gps: Taken['gps']): Promise<void> {
    return inTurn(async () => {
      await phone.store.changeFile(key, { gps });
      await readFiles();
    });
  }
  function dropFile(key: string): Promise<void> {
    return inTurn(async () => {
      await phone.store.dropFile(key);
      await readFiles();
      await phone.count();
    });
  }
  const send = (): void => void phone.send().then(readFiles);

  async function adopt(it: Told): Promise<void> {
    changes.value = [];
    if (!survey.value) survey.value = taken(owner, it);
    else survey.value = renewed(survey.value, it);
    if (survey.value) await phone.store.keep(survey.value);
  }
  // What the case has become. A press whose answer was lost is not overtaken: it is repeated as it was.
  function meet(): Promise<void> {
    return inTurn(async () => {
      if (!(await phone.isIn())) return;
      const it = await phone.remote.look(n);
      told.value = it;
      const mine = survey.value;
      if (!mine || (mine.version === it.head.version && it.action)) return adopt(it);
      if (mine.press) return;
      const since = await phone.remote.since(mine.id, mine.version);
      if (mustBeSeen(mine, it, since)) changes.value = since;
      else await adopt(it);
    });
  }
  async function load(): Promise<void> {
    await inTurn(async () => {
      const all = await phone.store.surveys(owner);
      survey.value = all.find((one) => one.id === n || one.number === n) ?? null;
      await readFiles();
    });
    await refresh();
  }
  async function refresh(): Promise<void> {
    if (!navigator.onLine && survey.value) return;
    problem.value = null;
    await meet();
    const failed = problem.value as Problem | null;
    if (failed?.kind === 'offline' && survey.value) problem.value = null;
    send();
  }

  // True where the server has the record.
  async function record(): Promise<boolean> {
    isBusy.value = true;
    problem.value = null;
    await save();
    await inTurn(async () => {
      const keep = (now: Survey): void => void (survey.value = now);
      // What surely did not go out is no press whose answer was lost.
      if (!navigator.onLine) throw offline();
      if (!(await phone.isIn())) return;
      await sendRecord(phone.store, phone.remote, survey.value!, keep);
      isGone.value = true;
    });
    const refused = problem.value as Problem | null;
    if (refused?.kind === 'changed') {
      await meet();
      problem.value = changes.value.length ? null : refused;
    }
    await readFiles();
    await phone.count();
    isBusy.value = false;
    return isGone.value;
  }
  async function take(other: Action): Promise<void> {
    if (!told.value) return;
    const { id, version } = told.value.head;
    await inTurn(async () => {
      await act({ county: phone.who!.county, id, version }, other.action, {});
    });
    if (!problem.value) await meet();
  }
  const seen = (): Promise<void> => inTurn(() => adopt(told.value!));
  async function remove(): Promise<void> {
    isGone.value = true;
    await phone.store.drop(owner, survey.value!.id);
    await phone.count();
  }

  const leaving = (): void => void save();
  addEventListener('pagehide', leaving);
  onScopeDispose(() => {
    removeEventListener('pagehide', leaving);
    leaving();
  });
  const session = useSession();
  // The titles of actions come in one language.
  watch([() => phone.isOnline, () => session.session, useI18n().locale], ([online, isIn]) => {
    if (online && isIn) void refresh();
  });
  void load();

  return reactive({
    survey,
    files,
    told,
    changes,
    problem,
    savedAt,
    isBusy,
    isGone,
    left,
    first,
    put,
    addFile,
    placeFile,
    dropFile,
    refresh,
    record,
    take,
    seen,
    remove,
  });
}

export type OpenSurvey = ReturnType<typeof useSurvey>;
