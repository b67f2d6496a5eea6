// The case that is open: it, its matter as it was when it was filed, and what may be done now. All of
// it is read anew when the stream says that the case has changed.
import { actionsOf, type Action } from '@oneseal/shared/actions';
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useLoad, type Loaded } from '@oneseal/shared/load/load';
import { useSession } from '@oneseal/shared/session';
import { readMatter } from '@oneseal/shared/matters';
import { inject, provide, watch, type InjectionKey } from 'vue';
import { useI18n } from 'vue-i18n';
import { useChanges } from '@oneseal/shared/changes';

export interface OpenCase {
  n: string;
  county: string;
  case: Loaded<Schemas['CaseForStaff']>;
  matter: Loaded<Schemas['Matter'] | null>;
  actions: Loaded<Action[]>;
  findings: Loaded<Schemas['Findings']>;
  reload: () => Promise<void>;
}

const key: InjectionKey<OpenCase> = Symbol('case');

export function openCase(n: string): OpenCase {
  const county = useSession().county;
  const path = { c: county, n };
  const it = useLoad(
    async () =>
      (await got(
        api.GET('/api/v1/counties/{c}/cases/{n}', { params: { path } }),
      )) as Schemas['CaseForStaff'],
  );
  const matter = useLoad(
    async () => it.data && readMatter(county, it.data.matter, it.data.pin.version),
    [() => it.data?.matter],
  );
  const actions = useLoad(() => actionsOf(county, n));
  const findings = useLoad(() =>
    got(api.GET('/api/v1/counties/{c}/cases/{n}/findings', { params: { path } })),
  );
  async function reload(): Promise<void> {
    await Promise.all([it.reload(), actions.reload(), findings.reload()]);
  }
  useChanges().listen((change) => {
    const isThis = change && (change.case === it.data?.id || change.case === it.data?.number);
    if (!change || (isThis && change.version !== it.data?.version)) void reload();
  });
  // The titles and reasons of actions come in one language.
  watch(useI18n().locale, () => void actions.reload());
  const open: OpenCase = { n, county, case: it, matter, actions, findings, reload };
  provide(key, open);
  return open;
}

export function useOpenCase(): OpenCase {
  const open = inject(key);
  if (!open) throw new Error('no case is open');
  return open;
}

// What else is told of the open case; what is shown stays until the case's next version is read.
export function useTold<T>(read: (path: { c: string; n: string }) => Promise<T>): Loaded<T> {
  const open = useOpenCase();
  const told = useLoad(() => read({ c: open.county, n: open.n }));
  watch(
    () => open.case.data?.version,
    () => void told.reload(),
  );
  return told;
}
