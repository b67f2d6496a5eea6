// Which matters somebody means who writes what they want in their own words: what the API finds, and
// those of which a keyword stands in what was written (我想开一家餐馆 → 餐馆).
import type { Schemas } from '@oneseal/shared/api/client';

type Matter = Schemas['MatterSummary'];

export function namedIn(matters: readonly Matter[], said: string): Matter[] {
  const text = said.trim().toLowerCase();
  if (!text) return [];
  const words = (one: Matter): string[] => [
    ...one.keywords['zh-CN'],
    ...one.keywords.en,
    one.title['zh-CN'],
    one.title.en ?? '',
  ];
  const score = (one: Matter): number =>
    Math.max(
      0,
      ...words(one)
        .filter(Boolean)
        .map((word) => word.toLowerCase())
        .filter((word) => text.includes(word) || word.includes(text))
        .map((word) => Math.min(word.length, text.length)),
      ...one.situations
        .flatMap(({ title }) => [title['zh-CN'], title.en ?? ''])
        .map((title) => (title.toLowerCase().includes(text) ? text.length : 0)),
    );
  return matters
    .map((matter) => ({ matter, score: score(matter) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.matter);
}

// The situations of all matters in turn, so that each matter is seen among the first.
export function inTurn(matters: readonly Matter[]): { matter: Matter; at: number }[] {
  const most = Math.max(0, ...matters.map((one) => one.situations.length));
  return Array.from({ length: most }, (_, at) => at).flatMap((at) =>
    matters.filter((one) => at < one.situations.length).map((matter) => ({ matter, at })),
  );
}
