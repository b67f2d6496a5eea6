import { expect, test } from 'vitest';
import { ask } from '../src/pages/matter/questions';

const text = (told: string): { 'zh-CN': string; en: string } => ({ 'zh-CN': told, en: told });
const first = {
  id: 'a',
  text: text('?'),
  options: [
    { text: text('on'), next: 'b' },
    { text: text('none'), not_needed: { text: text('no'), basis: [] } },
  ],
};
const second = { id: 'b', text: text('??'), options: [{ text: text('new'), variant: 'new' }] };
const variants = [
  { id: 'new', title: text('new') },
  { id: 'cancel', title: text('cancel') },
];
const matter = { questions: [first, second], variants } as never;

test('answers lead on, to a variant, or to that nothing is needed', () => {
  expect(ask(matter, []).question?.id).toBe('a');
  expect(ask(matter, [{ question: first, option: 0 }]).question?.id).toBe('b');
  expect(ask(matter, [{ question: first, option: 1 }]).notNeeded?.text.en).toBe('no');
  expect(ask(matter, [{ question: second, option: 0 }]).variant).toBe('new');
});

test('without questions the variant is asked for, and not where there is one', () => {
  const bare = { questions: [], variants } as never;
  expect(ask(bare, []).question?.options.map((one) => one.variant)).toEqual(['new', 'cancel']);
  expect(ask({ questions: [], variants: [variants[0]] } as never, []).variant).toBe('new');
});
