import { useEffect, useState } from 'react';

/** How many seconds are left to wait; 0 when nothing is waited for. `begin` starts anew. */
export function useWait(): { seconds: number; begin: (seconds: number) => void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (left === 0) return undefined;
    const tick = setInterval(() => {
      setNow(Date.now());
    }, 250);
    return () => {
      clearInterval(tick);
    };
  }, [left === 0]); // eslint-disable-line react-hooks/exhaustive-deps
  return {
    seconds: left,
    begin: (seconds) => {
      setNow(Date.now());
      setUntil(Date.now() + 1000 * seconds);
    },
  };
}

/** 0:09, 12:30, 1:00:00 */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${rest}` : `${String(minutes)}:${rest}`;
}
