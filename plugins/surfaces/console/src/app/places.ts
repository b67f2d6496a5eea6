// The pages of the bureau that are not work lists, and for whom they are.
import { useMay } from './may';
import { usePeople } from './people';

export interface Place {
  path: string;
  title: string; // key of a message
}

export function usePlaces(): () => Place[] {
  const may = useMay();
  const people = usePeople();
  return () => [
    { path: '/cases', title: 'app.all_cases' },
    ...(may.figures ? [{ path: '/figures', title: 'app.figures' }] : []),
    { path: '/licences', title: 'app.licences' },
    ...(people.list ? [{ path: '/people', title: 'app.people' }] : []),
    { path: '/calendar', title: 'app.calendar' },
    { path: '/laws', title: 'app.laws' },
    ...(may.plugins ? [{ path: '/plugins', title: 'app.plugins' }] : []),
  ];
}
