// Both languages say the same things, and every message that a source asks for is there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Messages = { [key: string]: string | Messages };
const read = (path: string): Messages =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Messages;
const keys = (of: Messages, at = ''): string[] =>
  Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [at + key] : keys(value, `${at}${key}.`),
  );
const zh = read('portal/src/locales/zh-CN.json');
const known = new Set([...keys(zh), ...keys(read('shared/src/locales/zh-CN.json'))]);

test('both languages say the same', () => {
  expect(keys(read('portal/src/locales/en.json'))).toEqual(keys(zh));
});

test('Chinese has full-width punctuation', () => {
  expect(JSON.stringify(Object.values(zh)).match(/[一-鿿][,;:()?!][^\\]/g)).toBeNull();
});

test('no message is missing', () => {
  const folder = join(root, 'portal/src');
  const asked = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(vue|ts)$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((one) => one[1]!));
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});
