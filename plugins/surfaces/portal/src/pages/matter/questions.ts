// Where the answers of a matter's questions have led to: the next question, a variant, or that no
// licence is needed. A matter without questions is asked for its variant.
import type { Schemas, Text } from '@oneseal/shared/api/client';

type Question = Schemas['Question'];
type NotNeeded = NonNullable<Question['options'][number]['not_needed']>;

export interface Answer {
  question: Question;
  option: number;
}
export interface Asked {
  question?: Question;
  variant?: string;
  notNeeded?: NotNeeded;
}

function byVariant(matter: Schemas['Matter']): Question {
  const text: Text = { 'zh-CN': '您要办哪一种？', en: 'What do you want to do?' };
  return {
    id: '',
    text,
    options: matter.variants.map((one) => ({ text: one.title, variant: one.id })),
  };
}

export function ask(matter: Schemas['Matter'], given: readonly Answer[]): Asked {
  const last = given[given.length - 1];
  if (!last) {
    if (!matter.questions.length && matter.variants.length === 1) {
      return { variant: matter.variants[0]!.id };
    }
    return { question: matter.questions[0] ?? byVariant(matter) };
  }
  const option = last.question.options[last.option];
  if (option?.variant) return { variant: option.variant };
  if (option?.not_needed) return { notNeeded: option.not_needed };
  return { question: matter.questions.find((one) => one.id === option?.next) ?? byVariant(matter) };
}
