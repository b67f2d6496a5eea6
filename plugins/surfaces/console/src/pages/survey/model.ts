// What of a survey lies on the phone: the case's head and checklist as they were when it was taken
// along, what was filled in since, and the files that are still to be sent. All of it is of one
// person; another one on the same phone never sees it.
import type { Action } from '@oneseal/shared/actions';
import type { Text } from '@oneseal/shared/api/client';

export type Values = Record<string, unknown>;

export interface Head {
  id: string;
  number: string;
  version: number;
  applicant: string;
  matter: Text | null;
  variant: Text | null;
  place: string;
  plannedOn: string;
}

// A press of the button: sent again as it was, it is done once.
export interface Press {
  key: string;
  of: string;
}

export interface Survey extends Head {
  owner: string;
  action: Action;
  takenAt: string;
  body: Values;
  changedAt: string; // empty: nothing was filled in yet
  press: Press | null;
}

export interface Place {
  latitude: number;
  longitude: number;
}

export interface Taken {
  key: string;
  owner: string;
  id: string; // of the case
  kind: 'photo' | 'signature';
  signer: string; // of a signature: its field of the record, or who of the bureau
  name: string;
  blob: Blob;
  sha256: string;
  at: string;
  gps: Partial<Place> | null;
  sent: boolean;
}
