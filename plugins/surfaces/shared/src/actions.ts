// Actions on a case: which there are, which a place of the screen shows, what one would do, and doing
// it. A screen takes them from what the kernel offers and never knows one by its name.
import { api, got, newKey, tag, type Schemas } from './api/client';
import { capital } from './capital';

export type Action = Schemas['OfferedAction'];
export interface CaseAt {
  county: string;
  id: string;
  version: number;
}

export async function actionsOf(county: string, n: string): Promise<Action[]> {
  const path = { c: county, n };
  const told = await got(api.GET('/api/v1/counties/{c}/cases/{n}/actions', { params: { path } }));
  return told.actions.map((one) => ({ ...one, title: capital(one.title) }));
}

// Those that are offered at a place, in the order of work.
export function actionsAt(place: string, actions: readonly Action[]): Action[] {
  return actions.filter((one) => one.place === place).sort((a, b) => a.rank - b.rank);
}

export function preview(
  of: CaseAt,
  action: string,
  body: Record<string, unknown>,
): Promise<Schemas['Preview']> {
  const path = { c: of.county, n: of.id, action };
  return got(
    api.POST('/api/v1/counties/{c}/cases/{n}/previews/{action}', {
      params: { path },
      body,
    }),
  );
}

// `key` stays the same when a request is sent again, so that it is done once.
export function act(
  of: CaseAt,
  action: string,
  body: Record<string, unknown>,
  key = newKey(),
): Promise<Schemas['Case']> {
  const path = { c: of.county, n: of.id, action };
  return got(
    api.POST('/api/v1/counties/{c}/cases/{n}/actions/{action}', {
      params: { path, header: { 'If-Match': tag(of.version), 'Idempotency-Key': key } },
      body,
    }),
  );
}
