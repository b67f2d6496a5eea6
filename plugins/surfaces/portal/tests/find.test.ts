import { expect, test } from 'vitest';
import { inTurn, namedIn } from '../src/pages/home/find';

const matter = (id: string, keywords: string[], situations: string[]): never =>
  ({
    id,
    title: { 'zh-CN': `${id}许可`, en: '' },
    keywords: { 'zh-CN': keywords, en: [] },
    situations: situations.map((one) => ({ id: one, title: { 'zh-CN': one, en: '' } })),
  }) as never;
const all = [
  matter('食品', ['餐馆', '食堂'], ['开餐馆']),
  matter('烟花', ['鞭炮'], ['卖鞭炮', '开店']),
];

test('a keyword is found in a sentence, a situation by a part of it', () => {
  expect(namedIn(all, '我想开一家餐馆')).toEqual([all[0]]);
  expect(namedIn(all, '鞭炮')).toEqual([all[1]]);
  expect(namedIn(all, '游泳')).toEqual([]);
  expect(namedIn(all, ' ')).toEqual([]);
});

test('each matter is among the first situations', () => {
  expect(inTurn(all).map((one) => one.matter)).toEqual([all[0], all[1], all[1]]);
});
