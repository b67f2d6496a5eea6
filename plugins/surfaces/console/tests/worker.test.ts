// The service worker keeps the built files of its own version and no answer of the API.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';

const source = readFileSync(fileURLToPath(new URL('../src/worker.js', import.meta.url)), 'utf8');
const at = 'https://bureau.example/console/';
interface Asked {
  url: string;
  method: string;
  mode: string;
}
const asked = (url: string, mode = 'cors', method = 'GET'): Asked => ({ url, method, mode });

let kept: Map<string, Map<string, string>>; // by cache and address
let network: (url: string) => { status: number; told: string } | null; // null: there is none
let hear: Record<string, (event: unknown) => void>;

const urlOf = (what: Asked | string): string => (typeof what === 'string' ? what : what.url);
function cacheOf(name: string) {
  const files = kept.get(name) ?? new Map<string, string>();
  kept.set(name, files);
  return {
    addAll: async (all: Asked[]) => all.forEach((one) => files.set(one.url, `${name} kept`)),
    match: async (what: Asked | string) => files.get(urlOf(what)),
  };
}
async function tell(name: string, more: object = {}): Promise<unknown> {
  let answer: unknown;
  const take = (told: unknown): void => void (answer = told);
  hear[name]!({ waitUntil: take, respondWith: take, ...more });
  return answer;
}

beforeEach(() => {
  kept = new Map();
  hear = {};
  network = () => null;
  const self = {
    location: { href: `${at}worker.js` },
    clients: { claim: async () => undefined },
    addEventListener: (name: string, does: (event: unknown) => void) => (hear[name] = does),
  };
  const caches = {
    open: async (name: string) => cacheOf(name),
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
    match: async (what: Asked) => [...kept.values()].map((one) => one.get(what.url)).find(Boolean),
  };
  const fetch = async (what: Asked): Promise<unknown> => {
    const answer = network(what.url);
    if (!answer) throw new TypeError('no network');
    return answer;
  };
  const Request = function (url: URL) {
    return asked(url.href);
  };
  const list = 'const kept = { files: ["index.html", "assets/a-12345678.js"], digest: "new" };';
  runInNewContext(list + source, { self, caches, fetch, Request, URL, AbortSignal, Response });
});

describe('the service worker', () => {
  it('keeps its files, and lets go of those of older versions at its start', async () => {
    kept.set('oneseal-console-old', new Map());
    kept.set('of-somebody-else', new Map());
    await tell('install');
    expect([...kept.get('oneseal-console-new')!.keys()]).toEqual([
      `${at}index.html`,
      `${at}assets/a-12345678.js`,
    ]);
    expect(kept.has('oneseal-console-old')).toBe(true);
    await tell('activate');
    expect([...kept.keys()]).toEqual(['of-somebody-else', 'oneseal-console-new']);
  });

  it('answers with the page of the server, or without one with the kept page', async () => {
    await tell('install');
    const page = { request: asked(`${at}surveys/1`, 'navigate') };
    network = () => ({ status: 200, told: 'of the server' });
    expect(await tell('fetch', page)).toMatchObject({ told: 'of the server' });
    network = () => ({ status: 503, told: 'busy' });
    expect(await tell('fetch', page)).toBe('oneseal-console-new kept');
    network = () => null;
    expect(await tell('fetch', page)).toBe('oneseal-console-new kept');
  });

  it('gives an old page the files of its own version', async () => {
    await tell('install');
    kept.set('oneseal-console-old', new Map([[`${at}assets/b-87654321.js`, 'old']]));
    expect(await tell('fetch', { request: asked(`${at}assets/b-87654321.js`) })).toBe('old');
  });

  it('leaves everything else alone', async () => {
    const others = [
      asked('https://bureau.example/api/v1/session'),
      asked('https://bureau.example/', 'navigate'),
      asked(`${at}surveys`, 'cors', 'POST'),
    ];
    for (const request of others) expect(await tell('fetch', { request })).toBeUndefined();
  });
});
