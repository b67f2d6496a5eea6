// What the schema of the record says of what was filled in, so that it is seen at the place and not
// only back at the desk: types, bounds, choices, what has to be there. Everything else the kernel says.
import { isEmpty, token, type Field } from '@oneseal/shared/form/schema';

export interface Fault {
  pointer: string;
  word: 'required' | 'few' | 'number' | 'integer' | 'yes_no' | 'choice' | 'least' | 'most' | 'long';
  limit?: number;
}

const typeOf = (field: Field): string | undefined =>
  Array.isArray(field.type) ? field.type[0] : field.type;

function checkNumber(field: Field, value: unknown, pointer: string): Fault[] {
  const { minimum, maximum } = field;
  if (typeof value !== 'number') return [{ pointer, word: 'number' }];
  if (typeOf(field) === 'integer' && !Number.isInteger(value))
    return [{ pointer, word: 'integer' }];
  if (minimum !== undefined && value < minimum) return [{ pointer, word: 'least', limit: minimum }];
  if (maximum !== undefined && value > maximum) return [{ pointer, word: 'most', limit: maximum }];
  return [];
}

function checkText(field: Field, value: unknown, pointer: string): Fault[] {
  if (field.enum && !field.enum.includes(String(value))) return [{ pointer, word: 'choice' }];
  const limit = field.maxLength;
  return limit !== undefined && String(value).length > limit
    ? [{ pointer, word: 'long', limit }]
    : [];
}

function checkList(field: Field, value: unknown, pointer: string): Fault[] {
  const rows = Array.isArray(value) ? (value as unknown[]) : [];
  const limit = field.minItems;
  const few: Fault[] =
    limit !== undefined && rows.length < limit ? [{ pointer, word: 'few', limit }] : [];
  const item = field.items ?? {};
  return [...few, ...rows.flatMap((row, at) => check(item, row, `${pointer}/${at}`))];
}

function checkObject(field: Field, value: unknown, pointer: string): Fault[] {
  const values = (value ?? {}) as Record<string, unknown>;
  return Object.entries(field.properties ?? {}).flatMap(([key, one]): Fault[] => {
    const at = `${pointer}/${token(key)}`;
    if (!isEmpty(values[key])) return check(one, values[key], at);
    if (!field.required?.includes(key)) return [];
    return one.required ? check(one, {}, at) : [{ pointer: at, word: 'required' }];
  });
}

export function check(field: Field, value: unknown, pointer = ''): Fault[] {
  switch (typeOf(field)) {
    case 'number':
    case 'integer':
      return checkNumber(field, value, pointer);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [{ pointer, word: 'yes_no' }];
    case 'string':
      return checkText(field, value, pointer);
    case 'array':
      return checkList(field, value, pointer);
    case 'object':
      return checkObject(field, value, pointer);
    default:
      return field.properties ? checkObject(field, value, pointer) : [];
  }
}

// What is wrong whatever else comes: before the button is pressed, nobody is told what is missing.
export function wrongNow(faults: readonly Fault[]): Fault[] {
  return faults.filter((one) => one.word !== 'required' && one.word !== 'few');
}
