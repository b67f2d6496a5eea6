// Pages that are only for who is signed in: anybody else is led to `/sign-in`, and from there back.
// The others do not wait until it is known who that is.
import type { RouteLocationNormalized, RouteLocationRaw, Router } from 'vue-router';
import { useSession } from './session';

export function signInFirst(
  router: Router,
  isNeeded: (to: RouteLocationNormalized) => boolean,
): void {
  router.beforeEach(async (to): Promise<RouteLocationRaw | true> => {
    const session = useSession();
    const known = session.resume().catch(() => undefined); // the page says that nothing could be read
    if (!isNeeded(to)) return true;
    await known;
    if (session.session || !session.asked) return true;
    return { path: '/sign-in', query: to.path === '/' ? {} : { to: to.fullPath } };
  });
}

// The page that somebody wanted who was led to sign in; only one of this surface.
export function wanted(asked: unknown): string {
  const to = typeof asked === 'string' ? asked : '/';
  return to.startsWith('/') && !to.startsWith('//') ? to : '/';
}
