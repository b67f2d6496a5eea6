// What happens at the bureau, as it happens and as far as the reader may know it: one stream for the
// page, and who listens to it.
import { defineStore } from 'pinia';
import { onScopeDispose, ref } from 'vue';
import type { Schemas } from './api/client';

export type Change = Schemas['Change'];
type Listener = (change: Change | null) => void; // null: it is not known what was missed

export const useChanges = defineStore('changes', () => {
  const listeners = new Set<Listener>();
  const isLive = ref(false);
  let source: EventSource | null = null;
  const tell = (change: Change | null): void => listeners.forEach((one) => one(change));

  // Gives what closes this stream, and not the one that was opened after it.
  function open(county: string): () => void {
    close();
    const stream = new EventSource(`/api/v1/counties/${county}/changes`);
    source = stream;
    let lost = false;
    stream.addEventListener('open', () => {
      isLive.value = true;
      if (lost) tell(null);
      lost = false;
    });
    stream.addEventListener('error', () => {
      isLive.value = false;
      lost = true;
    });
    stream.addEventListener('change', (event) => tell(JSON.parse(event.data as string) as Change));
    stream.addEventListener('reset', () => tell(null));
    return () => {
      if (source === stream) close();
    };
  }
  function close(): void {
    source?.close();
    source = null;
    isLive.value = false;
  }
  function listen(listener: Listener): void {
    listeners.add(listener);
    onScopeDispose(() => listeners.delete(listener));
  }
  return { isLive, open, close, listen };
});
