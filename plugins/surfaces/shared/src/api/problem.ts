// What was refused, as a person reads it: `message` says what is wrong, `remedy` what to do, `errors`
// where, by pointer into what was sent. The texts are the kernel's own, in the language asked for.
import { valueAt } from '../form/schema';

export interface Fault {
  pointer: string;
  message: string;
  rule?: string;
}

interface ProblemDocument {
  title?: string;
  detail?: string;
  code?: string;
  remedy?: string;
  law?: string;
  errors?: Fault[];
}

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: nothing was answered
    readonly code: string,
    message: string,
    readonly remedy = '',
    readonly law = '',
    readonly errors: Fault[] = [],
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  static of(status: number, said: unknown, retryAfter: string | null = null): Problem {
    const document = (said && typeof said === 'object' ? said : {}) as ProblemDocument;
    const seconds = Number.parseInt(retryAfter ?? '', 10);
    return new Problem(
      status,
      document.code ?? '',
      document.detail ?? document.title ?? '',
      document.remedy ?? '',
      document.law ?? '',
      document.errors ?? [],
      Number.isNaN(seconds) ? null : seconds,
    );
  }

  get kind(): 'offline' | 'signed_out' | 'forbidden' | 'missing' | 'changed' | 'busy' | 'other' {
    switch (this.status) {
      case 0:
        return 'offline';
      case 401:
        return 'signed_out';
      case 403:
        return 'forbidden';
      case 404:
        return 'missing';
      case 409:
      case 412:
        return 'changed';
      case 429:
      case 503:
        return 'busy';
      default:
        return 'other';
    }
  }
}

// What is left of a refused body once somebody has changed it: the fields that are as they were. It
// counts no faults then.
export function leftOf(problem: Problem | null, before: unknown, now: unknown): Problem | null {
  if (problem?.kind !== 'other') return problem;
  const at = (of: unknown, pointer: string): string => JSON.stringify(valueAt(of, pointer) ?? null);
  const left = problem.errors.filter(({ pointer }) => at(before, pointer) === at(now, pointer));
  if (!left.length) return null;
  if (left.length === problem.errors.length) return problem;
  return new Problem(problem.status, problem.code, '', problem.remedy, problem.law, left);
}

export function offline(): Problem {
  return new Problem(0, '', '');
}

// Where a page knows it without asking.
export function forbidden(): Problem {
  return new Problem(403, '', '');
}

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(-1, '', thrown instanceof Error ? thrown.message : String(thrown));
}

// By pointer; `below` is cut off the front, for a form that lies deeper in what was sent.
export function byPointer(faults: readonly Fault[], below = ''): Record<string, string[]> {
  const sorted: Record<string, string[]> = {};
  for (const fault of faults) {
    if (!fault.pointer.startsWith(below)) continue;
    (sorted[fault.pointer.slice(below.length)] ??= []).push(fault.message);
  }
  return sorted;
}
