// Of thousands of rows of one height only those that are seen stand in the document. How high a row is,
// the style of their box says: `--row`, in px.
import { computed, onBeforeUnmount, onMounted, ref, type ComputedRef, type Ref } from 'vue';

export interface Window {
  box: Ref<HTMLElement | undefined>;
  height: Ref<number>; // of a row
  first: ComputedRef<number>;
  last: ComputedRef<number>; // one behind it
  scrolled: () => void;
  reveal: (index: number) => void;
}

export function useWindow(count: () => number): Window {
  const box = ref<HTMLElement>();
  const top = ref(0);
  const seen = ref(600);
  const height = ref(36);
  const scrolled = (): void => {
    top.value = box.value?.scrollTop ?? 0;
  };
  const observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    seen.value = entry.contentRect.height;
    height.value = parseFloat(getComputedStyle(entry.target).getPropertyValue('--row'));
  });
  onMounted(() => box.value && observer.observe(box.value));
  onBeforeUnmount(() => observer.disconnect());
  const first = computed(() => Math.max(0, Math.floor(top.value / height.value) - 8));
  const last = computed(() =>
    Math.min(count(), Math.ceil((top.value + seen.value) / height.value) + 8),
  );
  function reveal(index: number): void {
    const at = index * height.value;
    if (!box.value) return;
    if (at < box.value.scrollTop) box.value.scrollTop = at;
    const under = at + height.value - box.value.clientHeight;
    if (under > box.value.scrollTop) box.value.scrollTop = under;
    scrolled();
  }
  return { box, height, first, last, scrolled, reveal };
}
