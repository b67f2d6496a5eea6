// Reads the schemas of forms (a matter's) and of action bodies: which widget a field gets, in which
// groups fields stand, what an empty answer is. No rule: what is visible, required or wrong the
// kernel's `checks` says.
import type { Text } from '../api/client';

export interface Meta {
  title?: Text;
  hint?: Text;
  options?: Record<string, Text>;
  kind?: string;
  of?: string;
  widget?: string;
  multiline?: boolean;
  critical?: boolean;
  prefill?: string;
  order?: string[]; // of an object's properties
}

export interface Field {
  type?: string | string[];
  enum?: string[];
  format?: string;
  items?: Field;
  properties?: Record<string, Field>;
  additionalProperties?: boolean | Field;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
  'x-oneseal'?: Meta;
}

export interface Layout {
  type?: string;
  scope?: string;
  label?: Text | string;
  elements?: Layout[];
}

export interface FieldState {
  visible: boolean | null;
  required: boolean | null;
}

export interface Group {
  label: Text | string | null;
  keys: string[];
}

export type Widget =
  | 'text'
  | 'long'
  | 'number'
  | 'day'
  | 'instant'
  | 'choice'
  | 'yes_no'
  | 'choices'
  | 'rows'
  | 'group'
  | 'free'
  | 'any';

// It holds the code of a county, of which a person reads the title.
export const isCounty = (field: Field): boolean => field['x-oneseal']?.prefill === 'county';

export function widgetOf(field: Field): Widget {
  const meta = field['x-oneseal'] ?? {};
  switch (Array.isArray(field.type) ? field.type[0] : field.type) {
    case 'boolean':
      return 'yes_no';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return field.items?.enum ? 'choices' : 'rows';
    case 'object':
      return field.properties ? 'group' : 'free';
    case 'string':
      if (field.enum || isCounty(field)) return 'choice';
      if (field.format === 'date' || meta.kind === 'day') return 'day';
      if (meta.kind === 'instant') return 'instant';
      return meta.widget === 'textarea' || meta.multiline ? 'long' : 'text';
    default:
      return 'any';
  }
}

// As the layout orders them; without one in a group, in the order of the action's document.
export function groupsOf(schema: Field, layout?: Layout | null): Group[] {
  const known = Object.keys(schema.properties ?? {});
  if (!layout) {
    const order = schema['x-oneseal']?.order ?? [];
    const others = known.filter((key) => !order.includes(key));
    return [{ label: null, keys: [...order.filter((key) => known.includes(key)), ...others] }];
  }
  const groups: Group[] = [];
  const keysOf = (of: Layout): string[] => {
    const key = of.scope?.split('/').pop();
    if (key) return known.includes(key) ? [key] : [];
    return (of.elements ?? []).flatMap(keysOf);
  };
  // Fields that stand in no group, one after the other, are one.
  let loose: Group | null = null;
  for (const element of layout.elements ?? []) {
    const keys = keysOf(element);
    if (!keys.length) continue;
    if (loose && element.scope) loose.keys.push(...keys);
    else groups.push({ label: element.label ?? null, keys });
    loose = element.scope ? groups.at(-1)! : null;
  }
  const laid = new Set(groups.flatMap((group) => group.keys));
  const left = known.filter((key) => !laid.has(key));
  if (left.length) groups.push({ label: null, keys: left });
  return groups;
}

// What the kernel said of the field at that pointer; in rows it speaks of all of them by `*`.
export function stateAt(
  fields: Record<string, FieldState> | undefined,
  pointer: string,
): FieldState | undefined {
  return fields?.[pointer] ?? fields?.[pointer.replace(/\/\d+(?=\/|$)/g, '/*')];
}

// The schema with those fields only, in that order. Which are required the kernel says.
export function part(schema: Field, keys: readonly string[]): Field {
  const all = schema.properties ?? {};
  const some = keys.filter((key) => all[key]).map((key) => [key, all[key]!] as const);
  return { type: 'object', properties: Object.fromEntries(some) };
}

// What stands at a pointer into something.
export function valueAt(of: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], of);
}

export const token = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

// Without what nobody has filled in.
export function filled(value: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(value).filter(([, one]) => !isEmpty(one));
  return Object.fromEntries(
    kept.map(([key, one]) => [
      key,
      one && typeof one === 'object' && !Array.isArray(one)
        ? filled(one as Record<string, unknown>)
        : one,
    ]),
  );
}

// What a required field starts with where there is only one thing to say: a choice of one; of a list
// that has to name something, all of it.
export function presets(schema: Field): Record<string, unknown> {
  const start: Record<string, unknown> = {};
  for (const key of schema.required ?? []) {
    const field = schema.properties?.[key];
    if (field?.enum?.length === 1) start[key] = field.enum[0];
    if (field?.items?.enum && (field.minItems ?? 0) > 0) start[key] = [...field.items.enum];
  }
  return start;
}

// A value of no declared type: as a number, yes or no where it reads so, otherwise as text.
export function guess(text: string): unknown {
  const told = text.trim();
  if (told === '') return undefined;
  if (/^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(told)) return Number(told);
  if (told === 'true' || told === 'false') return told === 'true';
  return told === 'null' ? null : told;
}
