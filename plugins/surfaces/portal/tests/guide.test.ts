import { expect, test } from 'vitest';
import { sectionsOf } from '../src/parts/guide';

test('a guide falls into its sections, lists and bold words', () => {
  const guide =
    '## 能不能\n您在本县。\n\n不用许可：\n- 一；\n- **二**。\n\n## 然后\n1. 先\n2. 后\n';
  const [can, then] = sectionsOf(guide);
  expect(can?.heading).toBe('能不能');
  expect(can?.blocks.map((one) => one.kind)).toEqual(['text', 'text', 'list']);
  expect(can?.blocks[2]?.lines[1]).toEqual([
    { text: '二', bold: true },
    { text: '。', bold: false },
  ]);
  expect(then?.blocks[0]?.kind).toBe('steps');
});

test('what looks like HTML stays text', () => {
  const [only] = sectionsOf('<img src=x onerror=alert(1)>');
  expect(only?.blocks[0]?.lines[0]?.[0]?.text).toBe('<img src=x onerror=alert(1)>');
});
