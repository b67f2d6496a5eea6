import type { Field } from '@oneseal/shared/form/schema';
import { expect, test } from 'vitest';
import { askable, halves } from '../src/actions/body';

const text = { 'zh-CN': '甲', en: 'A' };
const schema = {
  type: 'object',
  required: ['who'],
  properties: {
    digest: { type: 'string', 'x-oneseal': { kind: 'digest' } },
    seen: { type: 'string', 'x-oneseal': { of: 'clerks' } },
    papers: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: { type: 'string', 'x-oneseal': { of: 'materials' } } },
      },
    },
    ways: { type: 'array', items: { type: 'string', 'x-oneseal': { options: { post: text } } } },
    who: { type: 'string', 'x-oneseal': { of: 'drawn' } },
  },
  'x-oneseal': { order: ['who', 'ways', 'papers', 'seen', 'digest'] },
};

test('a body is asked for in its order, with choices, without what cannot be told', () => {
  const asked = askable(schema as Field, { drawn: { p1: text } });
  expect(Object.keys(asked.properties ?? {})).toEqual(['who', 'ways']);
  expect(asked.properties?.['who']?.enum).toEqual(['p1']);
  expect(asked.properties?.['ways']?.items?.enum).toEqual(['post']);
});

test('what has to be told stands apart', () => {
  const { must, may } = halves(askable(schema as Field, { drawn: {} }));
  expect(Object.keys(must.properties ?? {})).toEqual(['who']);
  expect(Object.keys(may.properties ?? {})).toEqual(['ways']);
});
