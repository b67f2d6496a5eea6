// @vitest-environment jsdom
import { mount, RouterLinkStub } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import FigureLink from '../src/pages/figures/FigureLink.vue';

const draw = (count: number, warns: boolean): string =>
  mount(FigureLink, {
    props: { figure: { count, filter: 'overdue=true' }, warns },
    global: { stubs: { RouterLink: RouterLinkStub } },
  }).html();

describe('a number of cases', () => {
  it('stands out where it should be nought and is not', () => {
    expect(draw(2, true)).toContain('warns');
    expect(draw(0, true)).not.toContain('warns');
    expect(draw(2, false)).not.toContain('warns');
  });
});
