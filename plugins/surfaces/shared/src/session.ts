// Who is signed in to this surface. `expired`: the session has ended under an open page, which stays
// as it is until somebody signs in again over it.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { api, got, trust, type Schemas } from './api/client';
import { asProblem } from './api/problem';

type SignIn = Schemas['SignIn'] | Schemas['CodeSignIn'];

export const useSession = defineStore('session', () => {
  const session = shallowRef<Schemas['Session'] | null>(null);
  const asked = ref(false);
  const expired = ref(false);
  const county = computed(() => session.value?.county ?? '');
  // Which parts of the surface are for who is signed in.
  const may = (part: Schemas['Part']): boolean => !!session.value?.may.includes(part);

  function take(told: Schemas['Session']): void {
    session.value = told;
    expired.value = false;
    trust(told.csrf);
  }
  // After a reload of the page; null where nobody is signed in.
  async function resume(): Promise<void> {
    if (asked.value) return;
    try {
      take(await got(api.GET('/api/v1/session')));
      asked.value = true;
    } catch (thrown) {
      if (asProblem(thrown).kind !== 'signed_out') throw thrown;
      asked.value = true;
    }
  }
  async function signIn(how: SignIn): Promise<void> {
    take(await got(api.POST('/api/v1/session', { body: how })));
  }
  async function signOut(): Promise<void> {
    await got(api.DELETE('/api/v1/session')).catch(() => undefined);
    session.value = null;
    trust('');
  }
  function end(): void {
    if (session.value) expired.value = true;
  }
  return { session, asked, county, may, expired, resume, signIn, signOut, end };
});
