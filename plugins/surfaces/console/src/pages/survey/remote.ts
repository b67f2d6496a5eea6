// What the phone asks of the server, and what it sends there.
import { act, actionsOf, type Action } from '@oneseal/shared/actions';
import { api, got, send, type Schemas, type Text } from '@oneseal/shared/api/client';
import type { Head, Survey, Taken, Values } from './model';
import { isRecord } from './record';

export interface Told {
  head: Head;
  action: Action | null; // null: the record is not this person's to make
  others: Action[]; // what else may be done at the place now
}
export interface Change {
  seq: number;
  title: Text;
  at: string;
  by: string | null;
  side: string;
  isMine: boolean;
}
export interface Remote {
  look(n: string): Promise<Told>;
  since(id: string, version: number): Promise<Change[]>;
  put(file: Taken): Promise<string>; // the digest of what arrived
  record(survey: Survey, body: Values, key: string): Promise<void>;
}

const atThePlace = (one: Action, record: Action | null): boolean =>
  one.allowed && one.place === record?.place && one !== record;

export function remoteOf(county: string, person: string): Remote {
  const path = (n: string): { c: string; n: string } => ({ c: county, n });
  async function titles(
    it: Schemas['CaseForStaff'],
  ): Promise<{ matter: Text | null; variant: Text | null }> {
    const told = await got(
      api.GET('/api/v1/counties/{c}/matters/{matter}', {
        params: {
          path: { c: county, matter: it.matter },
          query: it.pin.version ? { version: it.pin.version } : {},
        },
      }),
    );
    const variant = told.variants.find((one) => one.id === it.variant);
    return { matter: told.title, variant: variant?.title ?? null };
  }
  return {
    async look(n) {
      const it = (await got(
        api.GET('/api/v1/counties/{c}/cases/{n}', { params: { path: path(n) } }),
      )) as Schemas['CaseForStaff'];
      const [offered, named] = await Promise.all([actionsOf(county, n), titles(it)]);
      const record = offered.find(isRecord) ?? null;
      const others = offered.filter((one) => atThePlace(one, record));
      const head: Head = {
        id: it.id,
        number: it.number ?? '',
        version: it.version,
        applicant: it.applicant.name,
        ...named,
        place: it.survey?.place ?? '',
        plannedOn: it.survey?.planned_on ?? '',
      };
      // It is still to be made where it may be made, or where what comes before it may be done.
      const isToCome = record?.allowed || others.length > 0;
      return { head, action: isToCome ? record : null, others };
    },
    async since(id, version) {
      const params = { path: path(id) };
      const [timeline, events] = await Promise.all([
        got(api.GET('/api/v1/counties/{c}/cases/{n}/timeline', { params })),
        got(api.GET('/api/v1/counties/{c}/cases/{n}/events', { params })),
      ]);
      const mine = new Set(
        events.events.filter((one) => 'actor' in one && one.actor === person).map((one) => one.seq),
      );
      return timeline.timeline
        .filter((one) => one.seq > version)
        .map(({ seq, title, at, by }) => {
          return { seq, title, at, by: by.name, side: by.side, isMine: mine.has(seq) };
        });
    },
    async put(file) {
      const name = encodeURIComponent(file.name);
      const address = `/api/v1/counties/${county}/cases/${encodeURIComponent(file.id)}/attachments`;
      const answer = await send('POST', `${address}?name=${name}`, file.blob);
      return ((await answer.json()) as { sha256: string }).sha256;
    },
    async record(survey, body, key) {
      const at = { county, id: survey.id, version: survey.version };
      await act(at, survey.action.action, body, key);
    },
  };
}
