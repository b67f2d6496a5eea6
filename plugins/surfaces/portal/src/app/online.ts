import { onScopeDispose, ref, type Ref } from 'vue';

// Whether the machine says that it has a network.
export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine);
  const look = (): void => {
    online.value = navigator.onLine;
  };
  addEventListener('online', look);
  addEventListener('offline', look);
  onScopeDispose(() => {
    removeEventListener('online', look);
    removeEventListener('offline', look);
  });
  return online;
}
