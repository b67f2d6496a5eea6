// Light, dark or as the machine says, and the large type for old eyes. Both are attributes of <html>
// that theme.css reads, and are kept on the machine.
import { ref, watchEffect } from 'vue';

export type Theme = 'auto' | 'light' | 'dark';
const read = (key: string): string => localStorage.getItem(`oneseal.${key}`) ?? '';

export const theme = ref<Theme>((read('theme') as Theme) || 'auto');
export const large = ref(read('large') === 'yes');

export function wearTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(dark.matches);
  dark.addEventListener('change', (event) => (systemIsDark.value = event.matches));
  watchEffect(() => {
    const root = document.documentElement;
    const isDark = theme.value === 'dark' || (theme.value === 'auto' && systemIsDark.value);
    root.dataset['theme'] = isDark ? 'dark' : 'light';
    root.dataset['size'] = large.value ? 'large' : 'normal';
    localStorage.setItem('oneseal.theme', theme.value);
    localStorage.setItem('oneseal.large', large.value ? 'yes' : 'no');
  });
}
