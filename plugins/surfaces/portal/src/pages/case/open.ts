// A case of one's own with all that is shown of it.
import { actionsOf, type Action } from '@oneseal/shared/actions';
import { api, got, type Schemas } from '@oneseal/shared/api/client';
import { useLoad, type Loaded } from '@oneseal/shared/load/load';
import { readMatter } from '@oneseal/shared/matters';
import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFollow } from '../../app/follow';

export type OwnCase = Schemas['CaseForApplicant'];
export interface Opened {
  of: OwnCase;
  matter: Schemas['Matter'];
  timeline: Schemas['Timeline'];
  deadline: Schemas['Deadline'];
  actions: Action[];
}

export function useOwnCase(county: string, n: string): Loaded<Opened> {
  const opened = useLoad(async () => {
    const params = { path: { c: county, n } };
    const [of, timeline, deadline, actions] = await Promise.all([
      got(api.GET('/api/v1/counties/{c}/cases/{n}', { params })) as Promise<OwnCase>,
      got(api.GET('/api/v1/counties/{c}/cases/{n}/timeline', { params })),
      got(api.GET('/api/v1/counties/{c}/cases/{n}/deadline', { params })),
      actionsOf(county, n),
    ]);
    const matter = await readMatter(county, of.matter, of.pin.version);
    return { of, timeline, deadline, actions, matter };
  });
  // The titles and reasons of actions come in one language.
  watch(useI18n().locale, () => void opened.reload());
  useFollow(opened.reload, ({ case: of, version }) => {
    const now = opened.data?.of;
    return !now || ((of === now.id || of === now.number) && version !== now.version);
  });
  return opened;
}
