import { type RefObject, useEffect, useState } from 'react';

/**
 * When a dialog that is taken away as a whole is gone, the focus goes back to where it came from: to `origin`, e.g. the
 * button of a menu, else to what had it before.
 */
export function useFocusBack(origin?: RefObject<HTMLElement | null>): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const named = origin?.current;
    return () => {
      const to = named ?? before;
      // After the dialog has let go of it.
      requestAnimationFrame(() => {
        if (to instanceof HTMLElement && to.isConnected && document.activeElement === document.body) to.focus();
      });
    };
  }, [before, origin]);
}
