import type { Field } from '@oneseal/shared/form/schema';

// The schema with those fields only, in that order. Which are required the kernel says.
export function part(schema: Field, keys: readonly string[]): Field {
  const all = schema.properties ?? {};
  const some = keys.filter((key) => all[key]).map((key) => [key, all[key]!] as const);
  return { type: 'object', properties: Object.fromEntries(some) };
}

// What stands at a pointer into the application.
export function valueAt(form: Record<string, unknown>, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(2)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], form);
}
