// What lies on the phone is sent once, in its order, and stays until the server has it.
import { describe, expect, it } from 'vitest';
import type { Action } from '@oneseal/shared/actions';
import { Problem, offline } from '@oneseal/shared/api/problem';
import type { Survey, Taken } from '../src/pages/survey/model';
import { bodyOf, record, sendFiles, waiting } from '../src/pages/survey/outbox';
import type { Change, Remote, Told } from '../src/pages/survey/remote';
import type { SurveyStore } from '../src/pages/survey/store';
import { mustBeSeen, renewed, taken } from '../src/pages/survey/take';

const owner = '511102/surveyor1';
const action = { action: 'some_record', allowed: true, body: {} } as unknown as Action;
const head = {
  id: 'c1',
  number: '511102-1',
  version: 3,
  applicant: '示例小吃店',
  matter: null,
  variant: null,
  place: '海棠街道示例巷3号',
  plannedOn: '2026-12-01',
};
const survey: Survey = {
  ...head,
  owner,
  action,
  takenAt: '2026-11-29T01:00:00.000Z',
  body: {},
  changedAt: '',
  press: null,
};
const file = (name: string, more: Partial<Taken> = {}): Taken => ({
  key: `${owner}/c1/${name}`,
  owner,
  id: 'c1',
  kind: 'photo',
  signer: '',
  name,
  blob: new Blob([name]),
  sha256: `sha of ${name}`,
  at: `2026-11-29T02:00:0${name.length}.000Z`,
  gps: { latitude: 29.5, longitude: 103.7 },
  sent: false,
  ...more,
});

function memory(surveys: Survey[], kept: Taken[]): SurveyStore & { all: Survey[]; kept: Taken[] } {
  const store = {
    all: [...surveys],
    kept: [...kept],
    surveys: async (of: string) => store.all.filter((one) => one.owner === of),
    keep: async (one: Survey) => {
      store.all = [...store.all.filter((other) => other.id !== one.id), one];
    },
    files: async (of: string, id: string) =>
      store.kept.filter((one) => one.owner === of && one.id === id),
    keepFile: async (one: Taken) => void store.kept.push(one),
    changeFile: async (key: string, to: Partial<Taken>) => {
      store.kept = store.kept.map((one) => (one.key === key ? { ...one, ...to } : one));
    },
    dropFile: async (key: string) => {
      store.kept = store.kept.filter((one) => one.key !== key);
    },
    drop: async (of: string, id: string) => {
      store.all = store.all.filter((one) => one.owner !== of || one.id !== id);
      store.kept = store.kept.filter((one) => one.owner !== of || one.id !== id);
    },
  };
  return store;
}

// A server whose answers come in turn: what it throws, or nothing where it does it.
function server(answers: (Error | null)[] = []) {
  const asked: unknown[][] = [];
  const answer = (...what: unknown[]): void => {
    asked.push(what);
    const refused = answers.shift();
    if (refused) throw refused;
  };
  const remote: Remote = {
    look: () => Promise.reject(new Error('not asked for')),
    since: () => Promise.reject(new Error('not asked for')),
    put: async (one) => {
      answer('put', one.name);
      return one.sha256;
    },
    record: async (of, body, key) => answer('record', of.version, body, key),
  };
  return { remote, asked };
}

describe('the outbox', () => {
  it('sends one file after the other, and none twice', async () => {
    const store = memory([survey], [file('a'), file('bb', { sent: true }), file('ccc')]);
    const { remote, asked } = server();
    await sendFiles(store, remote, survey);
    await sendFiles(store, remote, survey);
    expect(asked).toEqual([
      ['put', 'a'],
      ['put', 'ccc'],
    ]);
    expect(waiting(store.kept)).toEqual([]);
  });

  it('goes on where the network was lost', async () => {
    const store = memory([survey], [file('a'), file('bb')]);
    const { remote, asked } = server([null, offline()]);
    await expect(sendFiles(store, remote, survey)).rejects.toMatchObject({ kind: 'offline' });
    expect(waiting(store.kept).map((one) => one.name)).toEqual(['bb']);
    await sendFiles(store, remote, survey);
    expect(asked.map(([, name]) => name)).toEqual(['a', 'bb', 'bb']);
  });

  it('counts no file as sent that arrived as another one', async () => {
    const store = memory([survey], [file('a')]);
    const { remote } = server();
    remote.put = async () => 'another';
    await expect(sendFiles(store, remote, survey)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    expect(waiting(store.kept)).toHaveLength(1);
  });

  it('keeps the place of a photo that became known while it was sent', async () => {
    const store = memory([survey], [file('a', { gps: null })]);
    const { remote } = server();
    const gps = { latitude: 1, longitude: 2 };
    remote.put = async (one) => {
      await store.changeFile(one.key, { gps });
      return one.sha256;
    };
    await sendFiles(store, remote, survey);
    expect(store.kept[0]).toMatchObject({ sent: true, gps });
  });
});

describe('the record', () => {
  const filledIn: Survey = { ...survey, body: { conclusion: '合格', empty: '' } };

  it('goes out after its files, and then nothing of it is on the phone', async () => {
    const other = { ...survey, id: 'c2' };
    const store = memory([filledIn, other], [file('a'), file('x', { id: 'c2' })]);
    const { remote, asked } = server();
    await record(store, remote, filledIn);
    expect(asked.map(([what]) => what)).toEqual(['put', 'record']);
    expect(asked[1]?.[2]).toEqual({
      conclusion: '合格',
      photos: [{ sha256: 'sha of a', at: file('a').at, gps: file('a').gps }],
    });
    expect(store.all).toEqual([other]);
    expect(store.kept.map((one) => one.id)).toEqual(['c2']);
  });

  it('is repeated with the same key where no answer came', async () => {
    const store = memory([filledIn], []);
    const { remote, asked } = server([offline()]);
    await expect(record(store, remote, filledIn)).rejects.toMatchObject({ kind: 'offline' });
    expect(store.all[0]?.body).toEqual(filledIn.body);
    await record(store, remote, store.all[0]!);
    expect(asked[1]).toEqual(asked[0]);
    expect(store.all).toEqual([]);
  });

  it('has another key where it says something else', async () => {
    const store = memory([filledIn], []);
    const { remote, asked } = server([offline()]);
    await expect(record(store, remote, filledIn)).rejects.toThrow();
    await record(store, remote, { ...store.all[0]!, body: { conclusion: '不合格' } });
    expect(asked[1]?.[3]).not.toBe(asked[0]?.[3]);
  });

  it.each([409, 412, 422])('stays on the phone when it is refused with %i', async (status) => {
    const store = memory([filledIn], [file('a')]);
    const { remote } = server([null, new Problem(status, 'REFUSED', 'no')]);
    await expect(record(store, remote, filledIn)).rejects.toMatchObject({ status });
    expect(store.all[0]).toEqual({ ...filledIn, press: null });
    expect(store.kept).toHaveLength(1);
  });

  it('is asked for again after signing in again, with the same key', async () => {
    const store = memory([filledIn], []);
    const { remote, asked } = server([new Problem(401, 'ACCESS_SESSION_ENDED', '')]);
    await expect(record(store, remote, filledIn)).rejects.toMatchObject({ kind: 'signed_out' });
    await record(store, remote, store.all[0]!);
    expect(asked[1]?.[3]).toBe(asked[0]?.[3]);
  });

  it('cites photos and not signatures', () => {
    const body = bodyOf(filledIn, [file('a', { kind: 'signature', signer: 'applicant' })]);
    expect(body).toEqual({ conclusion: '合格' });
  });
});

describe('meeting the case again', () => {
  const told = (version: number, offered: Action | null = action): Told => ({
    head: { ...head, version },
    action: offered,
    others: [],
  });
  const change = (isMine: boolean): Change => ({
    seq: 4,
    title: { 'zh-CN': '更换人员', en: 'reassign' },
    at: '2026-11-29T03:00:00+08:00',
    by: '乙一',
    side: 'bureau',
    isMine,
  });
  const begun: Survey = { ...survey, body: { conclusion: '合格' } };

  it('takes nothing along that is not mine to record', () => {
    expect(taken(owner, told(3, null))).toBeNull();
    expect(taken(owner, told(3))).toMatchObject({ owner, id: 'c1', version: 3, body: {} });
  });
  it('shows what others did before anything goes out', () => {
    expect(mustBeSeen(begun, told(4), [change(false)])).toBe(true);
    expect(mustBeSeen(begun, told(4), [change(true)])).toBe(false);
    expect(mustBeSeen(survey, told(4), [change(false)])).toBe(false);
    expect(mustBeSeen(begun, told(3), [])).toBe(false);
    expect(mustBeSeen(begun, told(4, null), [change(true)])).toBe(true);
  });
  it('keeps what was filled in', () => {
    expect(renewed(begun, told(7))).toMatchObject({ version: 7, body: begun.body });
    expect(renewed(begun, told(7, null)).action).toBe(action);
  });
});
