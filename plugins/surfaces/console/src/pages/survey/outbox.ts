// What the phone has to send: files first, one after the other, then the record, by a press of the
// button. A repeat does no harm: a file is known by its digest, a press by its key. Nothing leaves the
// phone before the server has it.
import { newKey } from '@oneseal/shared/api/client';
import { asProblem, Problem } from '@oneseal/shared/api/problem';
import { filled } from '@oneseal/shared/form/schema';
import type { Survey, Taken, Values } from './model';
import type { Remote } from './remote';
import type { SurveyStore } from './store';

export const waiting = (files: readonly Taken[]): Taken[] => files.filter((one) => !one.sent);

// The record as it is sent: what was filled in, and the photos as they were taken.
export function bodyOf(survey: Survey, files: readonly Taken[]): Values {
  const photos = files
    .filter((one) => one.kind === 'photo')
    .map(({ sha256, at, gps }) => ({ sha256, at, ...(gps ? { gps: { ...gps } } : {}) }));
  return filled({ ...survey.body, photos });
}

export async function sendFiles(
  store: SurveyStore,
  remote: Remote,
  survey: Survey,
  sent: () => void = () => {},
): Promise<void> {
  for (const file of waiting(await store.files(survey.owner, survey.id))) {
    const arrived = await remote.put(file);
    if (arrived !== file.sha256) throw new Problem(-1, 'FILE_CHANGED', file.name);
    await store.changeFile(file.key, { sent: true });
    sent();
  }
}

// After a press without an answer nobody knows whether it was done: the same press is sent again.
const isUnknown = (problem: Problem): boolean =>
  ['offline', 'busy', 'signed_out'].includes(problem.kind) || problem.status >= 500;

// `kept` is told of each change of the survey; at the end nothing of it lies on the phone.
export async function record(
  store: SurveyStore,
  remote: Remote,
  survey: Survey,
  kept: (survey: Survey) => void = () => {},
): Promise<void> {
  await sendFiles(store, remote, survey);
  const body = bodyOf(survey, await store.files(survey.owner, survey.id));
  const of = JSON.stringify([survey.version, body]);
  const keep = async (press: Survey['press']): Promise<void> => {
    const now = { ...survey, press };
    await store.keep(now);
    kept(now);
  };
  const press = survey.press?.of === of ? survey.press : { key: newKey(), of };
  await keep(press);
  try {
    await remote.record(survey, body, press.key);
  } catch (thrown) {
    if (!isUnknown(asProblem(thrown))) await keep(null);
    throw thrown;
  }
  await store.drop(survey.owner, survey.id);
}
