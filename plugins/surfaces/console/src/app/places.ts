// The pages of the bureau that are not work lists, and for whom they are.
import { useSession } from '@oneseal/shared/session';

export interface Place {
  path: string;
  title: string; // key of a message
}

export function usePlaces(): () => Place[] {
  const { may } = useSession();
  return () => [
    { path: '/cases', title: 'app.all_cases' },
    ...(may('figures') ? [{ path: '/figures', title: 'app.figures' }] : []),
    ...(may('survey') ? [{ path: '/surveys', title: 'survey.mine' }] : []),
    { path: '/licences', title: 'app.licences' },
    ...(may('people') ? [{ path: '/people', title: 'app.people' }] : []),
    { path: '/calendar', title: 'app.calendar' },
    { path: '/laws', title: 'app.laws' },
    ...(may('installation') ? [{ path: '/plugins', title: 'app.plugins' }] : []),
  ];
}
