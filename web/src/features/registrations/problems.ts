// What is wrong with rows before anything is sent.
import { isAddress, sameAddress } from './address';
import { isBlank, longestName, type Row } from './rows';

export type EmailProblem = { code: 'missing' | 'malformed' } | { code: 'repeated'; row: number };
export interface Problems {
  email?: EmailProblem;
  friendly_name?: 'too_long';
}

/** By the key of each row that is wrong. `row` counts from 1 and is where the same address stands first. */
export function problemsOf(rows: readonly Row[]): Map<number, Problems> {
  const first = new Map<string, number>();
  const found = new Map<number, Problems>();
  rows.forEach((row, index) => {
    if (isBlank(row)) return;
    const problems: Problems = {};
    const address = sameAddress(row.email);
    const earlier = first.get(address);
    if (address === '') problems.email = { code: 'missing' };
    else if (!isAddress(address)) problems.email = { code: 'malformed' };
    else if (earlier !== undefined) problems.email = { code: 'repeated', row: earlier };
    else first.set(address, index + 1);
    if ([...row.friendly_name.trim()].length > longestName) problems.friendly_name = 'too_long';
    if (problems.email || problems.friendly_name) found.set(row.key, problems);
  });
  return found;
}
