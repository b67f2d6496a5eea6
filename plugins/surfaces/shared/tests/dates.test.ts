import { describe, expect, it } from 'vitest';
import { date, day, daysBetween, fromLocal, instant, toLocal, today } from '../src/dates';

const now = new Date('2026-11-28T16:30:00Z'); // 00:30 of the 29th at the bureau

describe('a day', () => {
  it('has its weekday', () => {
    expect(day('2026-12-04', 'zh-CN', now)).toBe('12月4日（周五）');
    expect(day('2026-12-04', 'en', now)).toBe('Fri 4 Dec');
  });
  it('has its year where that is another', () => {
    expect(day('2027-01-04', 'zh-CN', now)).toBe('2027年1月4日（周一）');
    expect(day('2027-01-04', 'en', now)).toBe('Mon 4 Jan 2027');
  });
  it('is nothing where there is none', () => expect(day(null, 'zh-CN', now)).toBe(''));
  it('stands alone below its weekday', () => {
    expect(date('2026-12-04', 'zh-CN')).toBe('12月4日');
    expect(date('2026-12-04', 'en')).toBe('4 Dec');
  });
});

describe('an instant', () => {
  it('is told in the time of the bureau', () => {
    expect(instant('2026-11-28T16:05:00Z', 'zh-CN', now)).toBe('11月29日（周日）00:05');
    expect(instant('2026-11-29T00:05:00+08:00', 'en', now)).toBe('Sun 29 Nov 00:05');
  });
  it('goes into an input and back', () => {
    expect(toLocal('2026-11-28T16:05:00Z')).toBe('2026-11-29T00:05');
    expect(fromLocal('2026-11-29T00:05')).toBe('2026-11-29T00:05:00+08:00');
  });
});

it('is the day at the bureau, not in the browser', () => expect(today(now)).toBe('2026-11-29'));
it('counts days of the calendar', () => {
  expect(daysBetween('2026-11-29', '2026-12-04')).toBe(5);
});
