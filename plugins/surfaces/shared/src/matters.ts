// A matter as a case of it has it: in the version that was in force when it was filed.
import { api, got, type Schemas } from './api/client';

type Terms = Schemas['MatterDocument']['materials'][number];

export function readMatter(
  county: string,
  matter: string,
  version?: string | null,
): Promise<Schemas['Matter']> {
  const path = { c: county, matter };
  const query = version ? { version } : {};
  return got(api.GET('/api/v1/counties/{c}/matters/{matter}', { params: { path, query } }));
}

export function termsOf(
  matter: Schemas['Matter'] | null | undefined,
  material: string,
): Terms | undefined {
  return matter?.document.materials.find((one) => one.id === material);
}
