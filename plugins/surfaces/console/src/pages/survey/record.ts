// The action that takes a whole survey: at the survey's place, with results and photos in its body.
import type { Action } from '@oneseal/shared/actions';
import type { Field } from '@oneseal/shared/form/schema';

export const asksNothing = (action: Action): boolean =>
  !Object.keys((action.body as Field).properties ?? {}).length;

export function isRecord(action: Action): boolean {
  const fields = (action.body as Field).properties ?? {};
  return action.place === 'survey' && 'results' in fields && 'photos' in fields;
}
