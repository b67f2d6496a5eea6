// A page that shows how far something is reads it anew when one comes back to it and, of one's own
// cases, when the bureau's stream says so. The stream is open only while the page is looked at: a phone
// has few connections, and no current to waste.
import { useChanges, type Change } from '@oneseal/shared/changes';
import { useSession } from '@oneseal/shared/session';
import { onScopeDispose, watch } from 'vue';
import { useCounty } from './county';

export function whenSeen(look: (isSeen: boolean) => void): void {
  const turn = (): void => look(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', turn);
  onScopeDispose(() => document.removeEventListener('visibilitychange', turn));
}

export function useFollow(
  reload: () => Promise<void>,
  isOfIt: (change: Change) => boolean = () => true,
): void {
  const changes = useChanges();
  const county = useCounty();
  const session = useSession();
  let close = changes.open(county.code);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A burst of changes asks once.
  changes.listen((change) => {
    if (change && !isOfIt(change)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), 300);
  });
  function look(isSeen: boolean): void {
    close();
    if (!isSeen) return;
    close = changes.open(county.code);
    void reload();
  }
  whenSeen(look);
  // The stream ends with the session; who signs in again over the page follows again.
  watch(
    () => session.session,
    (now) => look(Boolean(now)),
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    close();
  });
}
