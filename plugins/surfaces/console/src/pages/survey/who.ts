// Who last signed in here, so that without a network their surveys, and nobody else's, can be opened.
// A sign-out forgets it. Their name and who they are, nothing that would let anybody in.
import type { Schemas } from '@oneseal/shared/api/client';
import { useSession } from '@oneseal/shared/session';
import { watch } from 'vue';

export interface Who {
  owner: string;
  county: string;
  name: string;
  username: string;
}
const kept = 'oneseal.survey.who';

export function whoOf(session: Schemas['Session']): Who {
  const { county, name, username } = session;
  return { owner: `${county}/${session.person ?? username}`, county: county ?? '', name, username };
}

export function lastWho(): Who | null {
  return JSON.parse(localStorage.getItem(kept) ?? 'null') as Who | null;
}

export function rememberWho(): void {
  const session = useSession();
  watch(
    () => session.session,
    (now, before) => {
      if (now) localStorage.setItem(kept, JSON.stringify(whoOf(now)));
      else if (before) localStorage.removeItem(kept);
    },
    { flush: 'sync' },
  );
}
