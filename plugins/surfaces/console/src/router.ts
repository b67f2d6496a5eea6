// A page's address and its folder have one name.
import { useSession } from '@oneseal/shared/session';
import { createRouter, createWebHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes: [
    { path: '/sign-in', component: () => import('./pages/sign-in/SignInPage.vue') },
    {
      path: '/',
      component: () => import('./app/AppShell.vue'),
      children: [
        { path: '', component: () => import('./pages/home/HomePage.vue') },
        { path: 'lists/:list', component: () => import('./pages/lists/ListPage.vue') },
        { path: 'cases', component: () => import('./pages/cases/CasesPage.vue') },
        { path: 'cases/:n/:tab?', component: () => import('./pages/case/CasePage.vue') },
        { path: ':rest(.*)*', component: () => import('./pages/missing/MissingPage.vue') },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  const session = useSession();
  try {
    await session.resume();
  } catch {
    return true; // the page says that nothing could be read
  }
  if (!session.session && to.path !== '/sign-in') {
    return { path: '/sign-in', query: to.path === '/' ? {} : { to: to.fullPath } };
  }
  return true;
});
