import { useSyncExternalStore } from 'react';

function follow(query: string): { subscribe: (told: () => void) => () => void; matches: () => boolean } {
  const list = globalThis.matchMedia(query);
  return {
    subscribe: (told) => {
      list.addEventListener('change', told);
      return () => {
        list.removeEventListener('change', told);
      };
    },
    matches: () => list.matches,
  };
}

const narrow = follow('(max-width: 767px)');
const dark = follow('(prefers-color-scheme: dark)');
const still = follow('(prefers-reduced-motion: reduce)');

/** A phone: cards instead of tables, the menu behind a button. */
export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.matches);
}

export function useSystemDark(): boolean {
  return useSyncExternalStore(dark.subscribe, dark.matches);
}

export function useReducedMotion(): boolean {
  return useSyncExternalStore(still.subscribe, still.matches);
}
