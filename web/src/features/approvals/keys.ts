// Single keys of the approval screen. Whoever types, has a dialog open or works with speech is never surprised: keys
// rest then, and can be switched off for good (WCAG 2.1.4).
import { useEffect, useRef, useState } from 'react';

const remembered = 'portal.approval_keys';

export function useKeysSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => globalThis.localStorage.getItem(remembered) !== 'off');
  return [
    on,
    (wanted) => {
      globalThis.localStorage.setItem(remembered, wanted ? 'on' : 'off');
      setOn(wanted);
    },
  ];
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement) {
    if (target.isContentEditable) return true;
    if (target.closest('textarea, select, input:not([type=checkbox]):not([type=radio]), [role=combobox], [role=dialog], [role=menu]')) return true;
  }
  return [...document.querySelectorAll('[role=dialog], [role=menu]')].some((each) => each.getClientRects().length > 0);
}

export function useKeys(on: boolean, acts: Record<string, (() => void) | undefined>): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isBusyElsewhere(event.target)) return;
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, [on]);
}
