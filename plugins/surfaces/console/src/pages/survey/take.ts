// Taking a survey along, and meeting the case again after the phone was away.
import { isEmpty } from '@oneseal/shared/form/schema';
import type { Survey } from './model';
import type { Change, Told } from './remote';

export function taken(owner: string, told: Told, now = new Date()): Survey | null {
  if (!told.action) return null;
  const at = now.toISOString();
  const start = { body: {}, changedAt: '', press: null };
  return { ...told.head, owner, action: told.action, takenAt: at, ...start };
}

// What somebody filled in stays as it is, whatever the case has become.
export function renewed(mine: Survey, told: Told, now = new Date()): Survey {
  const action = told.action ?? mine.action;
  return { ...mine, ...told.head, action, takenAt: now.toISOString() };
}

// Whether the person has to see what has happened before the record goes out: where somebody else did
// something to a case of which something is filled in, and where the record is no longer theirs.
export function mustBeSeen(mine: Survey, told: Told, changes: readonly Change[]): boolean {
  if (!told.action) return true;
  if (told.head.version === mine.version || isEmpty(mine.body)) return false;
  return changes.some((one) => !one.isMine);
}
