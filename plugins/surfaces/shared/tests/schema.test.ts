import { describe, expect, it } from 'vitest';
import {
  filled,
  groupsOf,
  guess,
  isEmpty,
  presets,
  stateAt,
  widgetOf,
  type Field,
  type Layout,
} from '../src/form/schema';

describe('the widget of a field', () => {
  it.each<[string, Field]>([
    ['text', { type: 'string' }],
    ['long', { type: 'string', 'x-oneseal': { widget: 'textarea' } }],
    ['long', { type: 'string', 'x-oneseal': { multiline: true } }],
    ['choice', { type: 'string', enum: ['a'] }],
    ['day', { type: 'string', format: 'date' }],
    ['day', { type: 'string', 'x-oneseal': { kind: 'day' } }],
    ['instant', { type: 'string', 'x-oneseal': { kind: 'instant' } }],
    ['number', { type: 'integer' }],
    ['yes_no', { type: 'boolean' }],
    ['choices', { type: 'array', items: { enum: ['a'] } }],
    ['rows', { type: 'array', items: { type: 'object', properties: {} } }],
    ['group', { type: 'object', properties: {} }],
    ['free', { type: 'object', additionalProperties: true }],
    ['any', {}],
  ])('is %s', (widget, field) => expect(widgetOf(field)).toBe(widget));
});

describe('the groups of a form', () => {
  const schema: Field = {
    type: 'object',
    properties: { a: {}, b: {}, c: {} },
    required: ['c'],
  };
  it('are those of the layout, and what it forgot at the end', () => {
    const layout = {
      elements: [
        { type: 'Group', label: 'one', elements: [{ scope: '#/properties/b' }] },
        { scope: '#/properties/unknown' },
      ],
    };
    expect(groupsOf(schema, layout)).toEqual([
      { label: 'one', keys: ['b'] },
      { label: null, keys: ['a', 'c'] },
    ]);
  });
  it('are one of the fields that stand in none', () => {
    const control = (key: string): Layout => ({ scope: `#/properties/${key}` });
    const group = { label: 'one', elements: [control('b')] };
    expect(groupsOf(schema, { elements: [control('c'), control('a'), group] })).toEqual([
      { label: null, keys: ['c', 'a'] },
      { label: 'one', keys: ['b'] },
    ]);
  });
  it('follow the document where there is no layout', () => {
    const ordered = { ...schema, 'x-oneseal': { order: ['c', 'a'] } };
    expect(groupsOf(ordered)[0]?.keys).toEqual(['c', 'a', 'b']);
  });
});

describe('what the kernel said of a field', () => {
  const fields = {
    '/form/a': { visible: true, required: false },
    '/form/rows/*/name': { visible: true, required: true },
  };
  it('is found by its pointer', () => expect(stateAt(fields, '/form/a')?.required).toBe(false));
  it('holds for every row', () => {
    expect(stateAt(fields, '/form/rows/12/name')?.required).toBe(true);
  });
  it('is nothing where it said nothing', () => {
    expect(stateAt(fields, '/form/b')).toBeUndefined();
  });
});

describe('an answer', () => {
  it('is empty where nothing was filled in at any depth', () => {
    expect(isEmpty({ a: '', b: { c: [] } })).toBe(true);
    expect(isEmpty(false)).toBe(false);
    expect(isEmpty(0)).toBe(false);
  });
  it('leaves out what is empty and keeps no and zero', () => {
    expect(filled({ a: '', b: false, c: 0, d: { e: undefined, f: 1 }, g: [] })).toEqual({
      b: false,
      c: 0,
      d: { f: 1 },
    });
  });
  it('of no type is read as what it looks like', () => {
    expect(guess('30.5')).toBe(30.5);
    expect(guess('true')).toBe(true);
    expect(guess('007')).toBe('007');
    expect(guess(' ')).toBeUndefined();
  });
});

describe('what a body starts with', () => {
  it('is a choice of one, and all of a list that has to name something', () => {
    const schema: Field = {
      required: ['one', 'many', 'two'],
      properties: {
        one: { type: 'string', enum: ['x'] },
        two: { type: 'string', enum: ['x', 'y'] },
        many: { type: 'array', minItems: 1, items: { type: 'string', enum: ['p', 'q'] } },
        other: { type: 'string', enum: ['x'] },
      },
    };
    expect(presets(schema)).toEqual({ one: 'x', many: ['p', 'q'] });
  });
});
