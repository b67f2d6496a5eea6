// What stands behind every page of the surveys: whose they are, whether there is a network, and what
// is still to be sent, of all surveys, as soon as it can be.
import { asProblem, type Problem } from '@oneseal/shared/api/problem';
import { useSession } from '@oneseal/shared/session';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { sendFiles, waiting } from './outbox';
import { remoteOf } from './remote';
import { openStore } from './store';
import { lastWho, whoOf } from './who';

export const usePhone = defineStore('phone', () => {
  const session = useSession();
  const store = openStore();
  const isOnline = ref(navigator.onLine);
  const mustSignIn = ref(false);
  const left = ref(0);
  const problems = shallowRef<Record<string, Problem>>({}); // by case
  const who = computed(() => (session.session ? whoOf(session.session) : lastWho()));
  const remote = computed(() => {
    const owner = who.value?.owner ?? '';
    return remoteOf(who.value?.county ?? '', owner.slice(owner.indexOf('/') + 1));
  });

  async function count(): Promise<void> {
    const owner = who.value?.owner ?? '';
    const all = await Promise.all(
      (await store.surveys(owner)).map((one) => store.files(owner, one.id)),
    );
    left.value = all.reduce((sum, files) => sum + waiting(files).length, 0);
  }
  // Whoever was signed in when the network went is asked for, before anything is sent in their name.
  async function isIn(): Promise<boolean> {
    if (!session.session && who.value) await session.resume();
    mustSignIn.value = !session.session;
    return !mustSignIn.value;
  }

  let sending: Promise<void> | null = null;
  async function sendAll(): Promise<void> {
    await count();
    if (!navigator.onLine || !left.value || !(await isIn())) return;
    const owner = who.value!.owner;
    const refused: Record<string, Problem> = {};
    for (const survey of await store.surveys(owner)) {
      try {
        await sendFiles(store, remote.value, survey, () => left.value--);
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.kind === 'signed_out') mustSignIn.value = !session.session;
        if (['offline', 'signed_out'].includes(problem.kind)) return;
        refused[survey.id] = problem;
      }
    }
    problems.value = refused;
    await count();
  }
  // One at a time; whoever asks meanwhile waits for a round that starts after their asking.
  let again = false;
  function send(): Promise<void> {
    again = true;
    sending ??= (async () => {
      while (again) {
        again = false;
        await sendAll().catch(() => undefined);
      }
      sending = null;
    })();
    return sending;
  }
  watch(
    () => session.session,
    (now) => now && void send(),
  );
  function listen(): () => void {
    const change = (): void => {
      isOnline.value = navigator.onLine;
      if (isOnline.value) void send();
    };
    addEventListener('online', change);
    addEventListener('offline', change);
    return () => {
      removeEventListener('online', change);
      removeEventListener('offline', change);
    };
  }
  return { store, remote, who, isOnline, mustSignIn, left, problems, isIn, send, listen, count };
});
