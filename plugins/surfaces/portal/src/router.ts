// A page's address and its folder have one name. `account`: only for who has signed in. `own`: each
// address is a page of its own; otherwise the page stays and its parts change. `early`: stands before
// the county is known.
import { signInFirst } from '@oneseal/shared/routing';
import { createRouter, createWebHistory } from 'vue-router';
import HomePage from './pages/home/HomePage.vue';

const account = { account: true };
const own = { own: true };
const early = { early: true };

export const router = createRouter({
  history: createWebHistory('/'),
  scrollBehavior: (_to, from, saved) => saved ?? (from.matched.length > 0 && { top: 0 }),
  routes: [
    { path: '/', component: HomePage, meta: early },
    {
      path: '/matter/:matter',
      component: () => import('./pages/matter/MatterPage.vue'),
      meta: own,
    },
    {
      path: '/draft/:n/:step?',
      component: () => import('./pages/draft/DraftPage.vue'),
      meta: account,
    },
    { path: '/cases', component: () => import('./pages/cases/CasesPage.vue'), meta: account },
    {
      path: '/case/:n',
      component: () => import('./pages/case/CasePage.vue'),
      meta: { ...account, ...own },
    },
    {
      path: '/action/:n/:action',
      component: () => import('./pages/action/ActionPage.vue'),
      meta: { ...account, ...own },
    },
    {
      path: '/licences',
      component: () => import('./pages/licences/LicencesPage.vue'),
      meta: account,
    },
    {
      path: '/handlers',
      component: () => import('./pages/handlers/HandlersPage.vue'),
      meta: account,
    },
    { path: '/verify/:code?', component: () => import('./pages/verify/VerifyPage.vue') },
    { path: '/progress/:code?', component: () => import('./pages/progress/ProgressPage.vue') },
    { path: '/sign-in', component: () => import('./pages/sign-in/SignInPage.vue') },
    { path: '/:rest(.*)*', component: () => import('./pages/missing/MissingPage.vue') },
  ],
});

signInFirst(router, (to) => Boolean(to.meta['account']));
