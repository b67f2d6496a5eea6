import { onScopeDispose } from 'vue';

// The window is called as its page's heading.
export function useTitle(name: () => string): void {
  const look = (): void => {
    const heading = document.querySelector('main h1')?.textContent?.trim();
    document.title = heading ? `${heading} - ${name()}` : name();
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  onScopeDispose(() => observer.disconnect());
}
