// Where surveys lie on the phone. `openStore` keeps them in the browser's own database, which outlives
// the page, the network and a sign-out; tests keep them in memory.
import type { Survey, Taken } from './model';

export interface SurveyStore {
  surveys(owner: string): Promise<Survey[]>;
  keep(survey: Survey): Promise<void>;
  files(owner: string, id: string): Promise<Taken[]>;
  keepFile(file: Taken): Promise<void>;
  // Of a file that is still there; what else was written of it meanwhile stays.
  changeFile(key: string, to: Partial<Taken>): Promise<void>;
  dropFile(key: string): Promise<void>;
  drop(owner: string, id: string): Promise<void>; // the survey with its files
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('the database did not answer'));
  });
const written = (change: IDBTransaction): Promise<void> =>
  new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onabort = () => failed(change.error ?? new Error('nothing could be kept'));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('oneseal.surveys', 1);
  request.onupgradeneeded = () => {
    const surveys = request.result.createObjectStore('surveys', { keyPath: ['owner', 'id'] });
    surveys.createIndex('owner', 'owner');
    const files = request.result.createObjectStore('files', { keyPath: 'key' });
    files.createIndex('survey', ['owner', 'id']);
  };
  return asked(request);
}

export function openStore(): SurveyStore {
  let opened: Promise<IDBDatabase> | undefined;
  const database = (): Promise<IDBDatabase> => (opened ??= open());
  async function change(does: (on: IDBTransaction) => void): Promise<void> {
    const on = (await database()).transaction(['surveys', 'files'], 'readwrite');
    does(on);
    await written(on);
  }
  async function read<T>(store: string, index: string, key: IDBValidKey): Promise<T[]> {
    const on = (await database()).transaction(store);
    return asked(on.objectStore(store).index(index).getAll(key));
  }
  return {
    surveys: (owner) => read<Survey>('surveys', 'owner', owner),
    keep: (survey) => change((on) => on.objectStore('surveys').put(survey)),
    files: async (owner, id) =>
      (await read<Taken>('files', 'survey', [owner, id])).sort((a, b) => a.at.localeCompare(b.at)),
    keepFile: (file) => change((on) => on.objectStore('files').put(file)),
    changeFile: (key, to) =>
      change((on) => {
        const found = on.objectStore('files').get(key) as IDBRequest<Taken | undefined>;
        found.onsuccess = () => {
          if (found.result) on.objectStore('files').put({ ...found.result, ...to });
        };
      }),
    dropFile: (key) => change((on) => on.objectStore('files').delete(key)),
    drop: (owner, id) =>
      change((on) => {
        on.objectStore('surveys').delete([owner, id]);
        const found = on.objectStore('files').index('survey').getAllKeys([owner, id]);
        found.onsuccess = () => found.result.forEach((key) => on.objectStore('files').delete(key));
      }),
  };
}
