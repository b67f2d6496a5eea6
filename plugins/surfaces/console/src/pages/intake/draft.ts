import type { Draft } from '@oneseal/shared/draft';
import { inject, type InjectionKey, type ShallowRef } from 'vue';

export const draftKey: InjectionKey<ShallowRef<Draft>> = Symbol('draft');

export function useOpenDraft(): ShallowRef<Draft> {
  const draft = inject(draftKey);
  if (!draft) throw new Error('no draft is open');
  return draft;
}
