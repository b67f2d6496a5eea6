import { describe, expect, it } from 'vitest';
import { asProblem, byPointer, leftOf, offline, Problem } from '../src/api/problem';

describe('a problem', () => {
  it('says what is wrong, what to do and its article', () => {
    const problem = Problem.of(409, {
      title: 'title',
      detail: 'detail',
      remedy: 'remedy',
      law: 'law',
      code: 'CODE',
    });
    expect(problem).toMatchObject({
      message: 'detail',
      remedy: 'remedy',
      law: 'law',
      code: 'CODE',
    });
  });
  it('takes its title where there is no detail, and stands anything', () => {
    expect(Problem.of(500, { title: 'title' }).message).toBe('title');
    expect(Problem.of(502, null).message).toBe('');
  });
  it.each([
    [401, 'signed_out'],
    [403, 'forbidden'],
    [404, 'missing'],
    [409, 'changed'],
    [412, 'changed'],
    [422, 'other'],
    [429, 'busy'],
    [503, 'busy'],
  ])('of status %i is %s', (status, kind) => expect(Problem.of(status, {}).kind).toBe(kind));
  it('is offline where nothing was answered', () => expect(offline().kind).toBe('offline'));
  it('says when one may try again', () => {
    expect(Problem.of(429, {}, '30').retryAfter).toBe(30);
    expect(Problem.of(429, {}, 'soon').retryAfter).toBeNull();
  });
  it('is made of whatever was thrown', () => {
    expect(asProblem(new Error('told')).message).toBe('told');
    const problem = offline();
    expect(asProblem(problem)).toBe(problem);
  });
});

describe('faults by pointer', () => {
  it('stand together, and only those below the root', () => {
    const faults = [
      { pointer: '/form/a', message: 'one' },
      { pointer: '/form/a', message: 'two' },
      { pointer: '/materials', message: 'three' },
    ];
    expect(byPointer(faults, '/form')).toEqual({ '/a': ['one', 'two'] });
  });
});

describe('a refused body', () => {
  const refused = Problem.of(422, {
    detail: 'two are wrong',
    errors: [
      { pointer: '/parties', message: 'one' },
      { pointer: '/reason', message: 'two' },
    ],
  });
  const left = (now: unknown, of: Problem | null = refused): Problem | null =>
    leftOf(of, { reason: 'because' }, now);

  it('is as it was while nothing that it names was changed', () => {
    expect(left({ reason: 'because', more: 'told' })).toBe(refused);
  });
  it('says no more of a field that was changed, nor of one in which something was', () => {
    const now = left({ reason: 'because', parties: { none: true } });
    expect(now?.errors.map((one) => one.message)).toEqual(['two']);
    expect(now?.message).toBe('');
  });
  it('is gone when all of them were changed, or when it named none', () => {
    expect(left({ reason: 'since', parties: { none: true } })).toBeNull();
    expect(left({}, Problem.of(422, { detail: 'wrong' }))).toBeNull();
  });
  it('stays where it is not the body that is refused', () => {
    expect(left({}, offline())?.kind).toBe('offline');
  });
});
