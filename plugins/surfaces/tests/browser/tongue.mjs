// The walks are told in Chinese. `inEnglish` makes one be walked in English: what a page has to say then
// is looked up in the same files that the surfaces and the kernel take their words from, and a page that
// still says something in Chinese is a fault.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { config, packages, workspace } from './bureau.mjs';

let tongue = 'zh-CN';
const leftovers = new Set(); // what was said in Chinese, and where

export const speaksEnglish = () => tongue === 'en';
export async function inEnglish(walk) {
  tongue = 'en';
  try {
    await walk();
    assert.deepEqual([...leftovers], []);
  } finally {
    leftovers.clear();
    tongue = 'zh-CN';
  }
}

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => join(folder, path));

let known; // of each Chinese text its English ones
function learn() {
  known = new Map();
  // Without what a text says in some cases only.
  const bare = (text) => text.replace(/\{\{([#^])(\w+)\}\}.*?\{\{\/\2\}\}/g, '');
  const put = (zh, en) => known.set(bare(zh), (known.get(bare(zh)) ?? new Set()).add(bare(en)));
  const pair = (zh, en) => {
    if (typeof zh === 'string') put(zh, en);
    else for (const key of Object.keys(zh)) pair(zh[key], en[key]);
  };
  const look = (told) => {
    if (typeof told?.en === 'string' && typeof told['zh-CN'] === 'string')
      put(told['zh-CN'], told.en);
    else if (told && typeof told === 'object') Object.values(told).forEach(look);
  };
  for (const surface of ['shared', 'console']) {
    const folder = join(workspace, surface, 'src/locales');
    pair(read(join(folder, 'zh-CN.json')), read(join(folder, 'en.json')));
  }
  for (const folder of [join(config, '../kernel'), config, packages])
    for (const file of filesOf(folder)) look(read(file));
}

const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// 用印（1 件） is said as 用印（{n} 件） is: "Seal (1)".
function said(text) {
  if (tongue === 'zh-CN') return [text];
  if (!known) learn();
  if (!/\p{Script=Han}/u.test(text)) return [text];
  if (known.has(text)) return [...known.get(text)];
  for (const [zh, all] of known) {
    if (!zh.includes('{')) continue;
    const form = plain(zh).replace(/\\\{\w+\\\}/g, '(.+)');
    const found = new RegExp(`^${form}$`).exec(text)?.slice(1);
    const names = [...zh.matchAll(/\{\w+\}/g)].map(([name]) => name);
    if (found) return [...all].map((en) => names.reduce((s, n, at) => s.replace(n, found[at]), en));
  }
  return assert.fail(`no file says “${text}” in English`);
}
const any = (texts) => `(?:${texts.map(plain).join('|')})`;
const of = (before, texts, behind) => new RegExp(`${before}${any(texts)}${behind}`, 'i');

// What a page says for these words: in it, or as the whole of it.
export const says = (text) => of('', said(text), '');
export const begins = (text) => of('^\\s*', said(text), '');
export const whole = (text) => of('^\\s*', said(text), '\\s*$');
// A label may go on to say that the field may be left out, or that it is a critical one, a button
// which key presses it.
export function named(label) {
  if (tongue === 'zh-CN') return of('^\\s*', [label], '(\\s|$)');
  const marks = [...said('选填'), ...said('关键项')].map(plain).join('|');
  return of('^\\s*', said(label), `\\s*($|${marks}|F\\d|Ctrl)`);
}
// Whether a longer text has these words in it.
export function mentions(text, part) {
  if (tongue === 'zh-CN') return text.includes(part);
  if (!known) learn();
  return [...known].some(
    ([zh, all]) => zh.includes(part) && [...all].some((en) => en && text.includes(en)),
  );
}

// What people type stays as it is.
const typed = new Set();
export function typing(text) {
  typed.add(text);
  return text;
}
const county = () => read(join(config, 'counties/511102.json'));

const licenceNumber = /\(\p{Script=Han}\)[A-Z]+〔\d{4}〕[\d-]+/gu;

// In English a page says nothing in Chinese, but for what people typed, the names of who works here, the
// number of a licence, and what it marks as Chinese: articles, numbers of laws and papers, a language's name.
export async function speaks(page, where) {
  if (tongue === 'zh-CN') return;
  const texts = await page.evaluate(() => {
    const isMarked = (node) => node.closest('[lang|=zh]') || node.closest('script, style');
    const found = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE && !isMarked(node.parentElement)) found.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE || isMarked(node)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-name'])
        if (node.hasAttribute(name)) found.push(node.getAttribute(name));
    }
    return found;
  });
  const names = [...typed, ...county().people.map((one) => one.name)];
  names.sort((one, other) => other.length - one.length);
  const left = texts
    .map((text) => names.reduce((rest, name) => rest.replaceAll(name, ''), text))
    .map((text) => text.replace(licenceNumber, '').trim())
    .filter((text) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text));
  for (const text of left) leftovers.add(`${where}: ${text}`);
}
