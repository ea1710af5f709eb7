// What the program answered, brought back to the rows it is about.
import type { Schemas } from '../../lib/api';
import type { ProblemError } from '../../lib/problem';
import { type Field, fields, type Row } from './rows';

export function itemsOf(rows: readonly Row[]): Schemas['NewRegistrations']['items'] {
  return rows.map(({ email, friendly_name, role }) => ({
    email: email.trim(),
    friendly_name: friendly_name.trim() === '' ? null : friendly_name.trim(),
    role,
  }));
}

export interface Judged {
  verdicts: Map<number, Row['verdict']>;
  /** Keys of the rows that became registrations. */
  created: Set<number>;
  refused: number;
}

/** The outcomes stand in the order of what was sent. */
export function judged(sent: readonly Row[], { results }: Schemas['RegistrationResults']): Judged {
  const verdicts: Judged['verdicts'] = new Map();
  const created = new Set<number>();
  for (const { index, outcome, reasons } of results) {
    const row = sent[index];
    if (!row) continue;
    if (outcome === 'created') created.add(row.key);
    else verdicts.set(row.key, { outcome, reasons });
  }
  return { verdicts, created, refused: [...verdicts.values()].filter((verdict) => verdict?.outcome === 'refused').length };
}

/** A 400 names fields by pointers (/items/3/email): the sentences by row and field, and what belongs to no row. */
export function refusalsOf(sent: readonly Row[], error: ProblemError): { refusals: Map<number, Row['refusals']>; rest: string[] } {
  const refusals = new Map<number, Row['refusals']>();
  const rest: string[] = [];
  for (const { pointer, message } of error.problem.errors ?? []) {
    const [, index, name] = /^\/items\/(\d+)(?:\/([a-z_]+))?$/.exec(pointer) ?? [];
    const row = index === undefined ? undefined : sent[Number(index)];
    if (!row) {
      rest.push(message);
      continue;
    }
    const field: Field = fields.find((each) => each === name) ?? 'email';
    refusals.set(row.key, { ...refusals.get(row.key), [field]: message });
  }
  return { refusals, rest };
}
