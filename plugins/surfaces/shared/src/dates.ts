// Days and instants as the bureau reads them: its time zone, the weekday beside every day. Working
// days are never counted here: the API's proof counts them.
const zone = 'Asia/Shanghai';

const weekday = (language: string, at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone }).format(at);

function parts(at: Date, timeZone: string): { year: number; month: number; day: number } {
  const text = new Intl.DateTimeFormat('en-CA', { timeZone }).format(at); // 2026-12-04
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}

function inMonth(at: Date, language: string, timeZone: string, day: number): string {
  return `${day} ${new Intl.DateTimeFormat(language, { month: 'short', timeZone }).format(at)}`;
}

function sayDay(at: Date, language: string, timeZone: string, now: Date): string {
  const { year, month, day } = parts(at, timeZone);
  const other = year !== parts(now, zone).year;
  if (language.startsWith('zh')) {
    return `${other ? `${year}年` : ''}${month}月${day}日（${weekday(language, at, timeZone)}）`;
  }
  const short = `${weekday(language, at, timeZone)} ${inMonth(at, language, timeZone, day)}`;
  return other ? `${short} ${year}` : short;
}

// 2026-12-04 → 12月4日（周五）
export function day(iso: string | null | undefined, language: string, now = new Date()): string {
  return iso ? sayDay(new Date(`${iso}T00:00:00Z`), language, 'UTC', now) : '';
}

// 2026-12-04 → 12月4日, where the weekday stands above
export function date(iso: string, language: string): string {
  const at = new Date(`${iso}T00:00:00Z`);
  const { month, day } = parts(at, 'UTC');
  return language.startsWith('zh') ? `${month}月${day}日` : inMonth(at, language, 'UTC', day);
}

// 2026-11-28T13:34:05+08:00 → 11月28日（周六）13:34
export function instant(
  iso: string | null | undefined,
  language: string,
  now = new Date(),
): string {
  if (!iso) return '';
  const at = new Date(iso);
  const time = clock(at);
  return sayDay(at, language, zone, now) + (language.startsWith('zh') ? time : ` ${time}`);
}

export function clock(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);
}

// The day that it is at the bureau.
export function today(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
}

// How many days from `from` to `to`, of the calendar: not a deadline.
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

// What an <input type="datetime-local"> shows, and back.
export function toLocal(iso: string): string {
  if (!iso) return '';
  return `${today(new Date(iso))}T${clock(new Date(iso))}`;
}

export function fromLocal(local: string): string {
  return local ? `${local}:00+08:00` : '';
}
