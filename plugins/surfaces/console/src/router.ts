// A page's address and its folder have one name.
import { signInFirst } from '@oneseal/shared/routing';
import { createRouter, createWebHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes: [
    { path: '/sign-in', component: () => import('./pages/sign-in/SignInPage.vue') },
    {
      // Beside the shell, which needs a network.
      path: '/surveys',
      component: () => import('./pages/survey/SurveyShell.vue'),
      children: [
        { path: '', component: () => import('./pages/survey/SurveysPage.vue') },
        { path: ':n', component: () => import('./pages/survey/SurveyPage.vue') },
      ],
    },
    {
      path: '/',
      component: () => import('./app/AppShell.vue'),
      children: [
        { path: '', component: () => import('./pages/home/HomePage.vue') },
        { path: 'lists/:list', component: () => import('./pages/lists/ListPage.vue') },
        { path: 'cases', component: () => import('./pages/cases/CasesPage.vue') },
        { path: 'cases/:n/:tab?', component: () => import('./pages/case/CasePage.vue') },
        { path: 'intake', component: () => import('./pages/intake/IntakePage.vue') },
        { path: 'figures', component: () => import('./pages/figures/FiguresPage.vue') },
        { path: 'licences', component: () => import('./pages/licences/LicencesPage.vue') },
        { path: 'people', component: () => import('./pages/people/PeoplePage.vue') },
        { path: 'plugins', component: () => import('./pages/plugins/PluginsPage.vue') },
        { path: 'calendar', component: () => import('./pages/calendar/CalendarPage.vue') },
        { path: 'laws', component: () => import('./pages/laws/LawsPage.vue') },
        { path: 'laws/:n', component: () => import('./pages/law/LawPage.vue') },
        { path: ':rest(.*)*', component: () => import('./pages/missing/MissingPage.vue') },
      ],
    },
  ],
});

signInFirst(router, (to) => to.path !== '/sign-in');
