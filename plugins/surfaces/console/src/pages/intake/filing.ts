// The action by which a draft becomes an application, and what its body starts with at a counter.
import { actionsAt, type Action } from '@oneseal/shared/actions';
import type { Draft } from '@oneseal/shared/draft';
import type { Field } from '@oneseal/shared/form/schema';

export function filingOf(actions: readonly Action[]): Action | undefined {
  return actionsAt('filing', actions).find((one) => one.allowed);
}

// The address that the matter says its party has; a consent that nobody has given is not given.
export function startOf(action: Action, draft: Draft): Record<string, unknown> {
  const fields = (action.body as Field).properties ?? {};
  const party = draft.matter?.document.party;
  const told = (pointer: string | undefined): unknown =>
    pointer ? draft.form[pointer.split('/').pop() ?? ''] : undefined;
  const start: Record<string, unknown> = {};
  if (fields['service']) {
    const address = told(party?.place);
    start['service'] = address ? { address } : {};
  }
  if (fields['consent']) start['consent'] = { electronic_service: false };
  return start;
}
