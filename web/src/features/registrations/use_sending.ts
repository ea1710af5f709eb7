import { type RefObject, useState } from 'react';
import { api, bodyOf, idempotencyKey } from '../../lib/api';
import { ProblemError } from '../../lib/problem';
import { useRenew } from './acts';
import type { Intent } from './draft';
import { itemsOf, type Judged, judged, refusalsOf } from './outcomes';
import type { Row } from './rows';

export type Answer =
  | { kind: 'judged'; judged: Judged }
  /** The program refused single fields; nothing was done. */
  | { kind: 'refused'; refusals: Map<number, Row['refusals']> }
  | { kind: 'failed'; error: unknown };

/** One key for one intent: what is sent again without having changed is done once. */
function keyOf(intent: RefObject<Intent | null>, body: string): string {
  if (intent.current?.body !== body) intent.current = { body, key: idempotencyKey() };
  return intent.current.key;
}

export function useSending(intent: RefObject<Intent | null>) {
  const renew = useRenew();
  const [busy, setBusy] = useState<'check' | 'add' | null>(null);
  const send = async (rows: Row[], act: 'check' | 'add'): Promise<Answer> => {
    const body = { items: itemsOf(rows), dry_run: act === 'check' };
    // A check has no key: asked again it shall look again.
    const header = act === 'check' ? {} : { 'Idempotency-Key': keyOf(intent, JSON.stringify(body)) };
    setBusy(act);
    try {
      const results = await bodyOf(api.POST('/api/v1/registrations', { params: { header }, body }));
      if (act === 'add') {
        intent.current = null;
        void renew();
      }
      return { kind: 'judged', judged: judged(rows, results) };
    } catch (error) {
      if (error instanceof ProblemError && error.status === 400) {
        const { refusals, rest } = refusalsOf(rows, error);
        if (refusals.size > 0 && rest.length === 0) return { kind: 'refused', refusals };
      }
      return { kind: 'failed', error };
    } finally {
      setBusy(null);
    }
  };
  return { send, busy };
}
