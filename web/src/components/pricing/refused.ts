import type { Schemas } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import type { Wrong } from '../error_summary';
import { rateFieldId } from './rate_fields';
import type { Target } from './rates';

/** Where the program's codes that point nowhere belong. */
const places: Record<string, string> = {
  'pricing.too_early': 'day',
  'pricing.to_before_from': 'to',
  'pricing.below_cost_reason_required': 'reason',
};
const pointers: Record<string, string> = { '/starts_on': 'day', '/from': 'day', '/to': 'to', '/below_cost_reason': 'reason' };

/**
 * What the program refuses, by the fields of the form: its pointers name days, the reason, and rates by their place in
 * what was sent. `rest` is what belongs to no field.
 */
export function useRefused(form: string, targets: readonly Target[]) {
  const fieldOf = (pointer: string, sent: readonly Schemas['NewRate'][]): string | undefined => {
    const place = /^\/rates\/(\d+)/.exec(pointer)?.[1];
    if (place !== undefined) {
      const rate = sent[Number(place)];
      const key = rate?.product_group_id ?? rate?.product_id;
      return targets.some((target) => target.key === key) ? rateFieldId(form, key ?? '') : undefined;
    }
    const name = pointers[pointer];
    return name === undefined ? undefined : `${form}-${name}`;
  };
  return (error: unknown, sent: readonly Schemas['NewRate'][]): { wrong: Wrong[]; rest: unknown } => {
    if (!isProblem(error)) return { wrong: [], rest: error };
    const { errors = [], detail, title } = error.problem;
    const wrong: Wrong[] = [];
    let whole = true;
    for (const { pointer, message } of errors) {
      const id = fieldOf(pointer, sent);
      if (id === undefined) whole = false;
      else wrong.push({ id, sentence: message });
    }
    const place = places[error.code];
    if (errors.length === 0 && place !== undefined) wrong.push({ id: `${form}-${place}`, sentence: detail ?? title });
    return wrong.length > 0 && whole ? { wrong, rest: null } : { wrong: [], rest: error };
  };
}
