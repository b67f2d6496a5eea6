// An action's body as the portal asks for it: in the order that it gives, with a choice where it has
// options or says what of the case it is chosen from. What the portal has nothing to choose from, and
// what programs fill in, is left out where it need not be told.
import type { Action } from '@oneseal/shared/actions';
import type { Text } from '@oneseal/shared/api/client';
import type { Field, Meta } from '@oneseal/shared/form/schema';

type Known = Meta & { order?: string[] };
export type Choices = Record<string, Record<string, Text>>; // by what they are chosen from

const meta = (field: Field): Known => (field['x-oneseal'] ?? {}) as Known;
const sourceOf = (field: Field): string | undefined =>
  meta(field).of ??
  (field.items &&
    (sourceOf(field.items) ??
      Object.values(field.items.properties ?? {})
        .map(sourceOf)
        .find(Boolean)));

function isAskable(field: Field, choices: Choices): boolean {
  const source = sourceOf(field);
  return meta(field).kind !== 'digest' && (source === undefined || source in choices);
}

export function askable(schema: Field, choices: Choices = {}): Field {
  const titles = meta(schema).options ?? choices[meta(schema).of ?? ''];
  if (titles && (schema.type === 'string' || schema.type === undefined)) {
    const options = titles as Record<string, Text>;
    const own = { ...meta(schema), options };
    return { ...schema, enum: schema.enum ?? Object.keys(options), 'x-oneseal': own };
  }
  if (schema.items) return { ...schema, items: askable(schema.items, choices) };
  if (!schema.properties) return schema;
  const order = meta(schema).order ?? Object.keys(schema.properties);
  const kept = order
    .map((key) => [key, schema.properties?.[key]] as const)
    .filter((one): one is readonly [string, Field] => one[1] !== undefined)
    .filter(([key, field]) => schema.required?.includes(key) || isAskable(field, choices));
  return {
    ...schema,
    properties: Object.fromEntries(kept.map(([key, field]) => [key, askable(field, choices)])),
  };
}

// What has to be told, and what may be.
export function halves(schema: Field): { must: Field; may: Field } {
  const entries = Object.entries(schema.properties ?? {});
  const isMust = ([key]: [string, Field]): boolean => schema.required?.includes(key) ?? false;
  return {
    must: { ...schema, properties: Object.fromEntries(entries.filter(isMust)) },
    may: { ...schema, properties: Object.fromEntries(entries.filter((one) => !isMust(one))) },
  };
}

// As a button says it: an English title begins with a capital.
export function titleOf(action: Action | undefined): string {
  const title = action?.title ?? '';
  return title.charAt(0).toUpperCase() + title.slice(1);
}
