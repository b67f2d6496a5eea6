// What the schema of a record says of what was filled in.
import { describe, expect, it } from 'vitest';
import type { Field } from '@oneseal/shared/form/schema';
import { check, wrongNow } from '../src/pages/survey/check';
import type { Values } from '../src/pages/survey/model';

describe('the schema on the phone', () => {
  const item = (value?: Field): Field => ({
    properties: { result: { type: 'string', enum: ['pass', 'fail'] }, ...(value ? { value } : {}) },
    required: ['result'],
  });
  const schema: Field = {
    type: 'object',
    required: ['results', 'ids_shown', 'present', 'signatures'],
    properties: {
      results: {
        type: 'object',
        properties: {
          one: item({ type: 'number', minimum: 0, maximum: 90 }),
          two: item({ type: 'integer' }),
          'a/b': item(),
        },
      },
      ids_shown: { type: 'boolean' },
      present: { type: 'array', minItems: 1, items: { type: 'object', required: ['name'] } },
      conclusion: { type: 'string', maxLength: 3 },
      signatures: {
        type: 'object',
        required: ['surveyors'],
        properties: { surveyors: { type: 'array', minItems: 1 } },
      },
    },
  };
  const told = (body: Values) => check(schema, body).map((one) => `${one.pointer} ${one.word}`);

  it('tells what has to be there', () => {
    expect(told({})).toEqual([
      '/results required',
      '/ids_shown required',
      '/present required',
      '/signatures/surveyors required',
    ]);
    expect(wrongNow(check(schema, {}))).toEqual([]);
  });
  it('tells what is of another type or out of bounds', () => {
    const body = {
      results: {
        one: { result: 'pass', value: 91 },
        two: { result: 'perhaps', value: 1.5 },
        'a/b': { value: 1 },
      },
      ids_shown: 'yes',
      present: [{ name: '王某示' }],
      conclusion: '四个字了',
      signatures: { surveyors: ['s1'] },
    };
    expect(told(body)).toEqual([
      '/results/one/value most',
      '/results/two/result choice',
      '/results/two/value integer',
      '/results/a~1b/result required',
      '/ids_shown yes_no',
      '/conclusion long',
    ]);
  });
  it('has nothing to say of what is right', () => {
    const body = {
      results: { one: { result: 'pass', value: 0 } },
      ids_shown: false,
      present: [{ name: '王某示' }],
      signatures: { surveyors: ['s1'] },
    };
    expect(told(body)).toEqual([]);
  });
});
