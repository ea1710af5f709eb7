import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../lib/problem';
import { clock, useWait } from './wait';

export interface Attempt {
  run: (act: () => Promise<void>) => Promise<void>;
  refuse: (error: unknown) => void;
  failure: unknown;
  busy: boolean;
  /** Until the program would listen again. */
  seconds: number;
  /** What stands on the button: its words, or how long it has to rest. */
  label: (words: string) => string;
}

/** Something the program may refuse, for a while too: 429 with Retry-After. `onRefused` puts the focus where one goes on. */
export function useAttempt(onRefused: () => void): Attempt {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { seconds, begin } = useWait();
  const refuse = (error: unknown) => {
    setFailure(error);
    if (error instanceof ProblemError && error.retryAfterSeconds !== null) begin(error.retryAfterSeconds);
    onRefused();
  };
  return {
    run: async (act) => {
      setBusy(true);
      setFailure(null);
      try {
        await act();
      } catch (error) {
        refuse(error);
      } finally {
        setBusy(false);
      }
    },
    refuse,
    failure,
    busy,
    seconds,
    label: (words) => (seconds > 0 ? t('session.try_again_in', { time: clock(seconds) }) : words),
  };
}
