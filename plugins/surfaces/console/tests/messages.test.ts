// Both languages say the same things, and every message that a source asks for is there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Messages = { [key: string]: string | Messages };
const read = (path: string): Messages =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Messages;
const keysOf = (messages: Messages, before = ''): string[] =>
  Object.entries(messages).flatMap(([key, told]) =>
    typeof told === 'string' ? [before + key] : keysOf(told, `${before}${key}.`),
  );
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(vue|ts)$/.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'));

describe.each(['shared', 'console'])('the messages of %s', (surface) => {
  const zh = read(`${surface}/src/locales/zh-CN.json`);
  const en = read(`${surface}/src/locales/en.json`);
  it('are complete in both languages', () => {
    expect(keysOf(en).sort()).toEqual(keysOf(zh).sort());
  });
  it('have full-width punctuation in Chinese', () => {
    const half = JSON.stringify(Object.values(zh)).match(/[一-鿿][,;:()?!][^\\]/g);
    expect(half).toBeNull();
  });
});

it('are there for every key that a source names', () => {
  const known = new Set([
    ...keysOf(read('shared/src/locales/zh-CN.json')),
    ...keysOf(read('console/src/locales/zh-CN.json')),
  ]);
  const asked = [...sources('shared/src'), ...sources('console/src')].flatMap((source) => [
    ...source.matchAll(/\bt\(\s*'([a-z_.]+)'/g),
  ]);
  expect(asked.map(([, key]) => key).filter((key) => !known.has(key!))).toEqual([]);
});
