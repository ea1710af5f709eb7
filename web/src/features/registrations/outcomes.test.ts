import { expect, test } from 'vitest';
import { ProblemError } from '../../lib/problem';
import { itemsOf, judged, refusalsOf } from './outcomes';
import { change, emptySheet } from './rows';

const rows = change(emptySheet('Đối tác'), {
  type: 'insert',
  at: 0,
  entries: ['a@x.vn', 'b@x.vn', 'c@x.vn'].map((email) => ({ email: ` ${email}`, friendly_name: '', role: 'Đối tác' })),
}).rows;
const keys = rows.map(({ key }) => key);

test('rows are sent without spaces around, and an empty name is none', () => {
  expect(itemsOf(rows)[0]).toEqual({ email: 'a@x.vn', friendly_name: null, role: 'Đối tác' });
});

test('each outcome finds its row', () => {
  const reason = { code: 'in_poc' as const, message: 'm', action: 'a' };
  const found = judged(rows, {
    results: [
      { index: 0, outcome: 'created', registration: null, reasons: [] },
      { index: 1, outcome: 'refused', registration: null, reasons: [reason] },
      { index: 2, outcome: 'eligible', registration: null, reasons: [] },
    ],
  });
  expect(found.created).toEqual(new Set([keys[0]]));
  expect(found.refused).toBe(1);
  expect(found.verdicts.get(keys[1]!)).toEqual({ outcome: 'refused', reasons: [reason] });
  expect(found.verdicts.get(keys[2]!)).toEqual({ outcome: 'eligible', reasons: [] });
});

test('pointers of a refused call find rows and fields', () => {
  const error = (pointer: string) => ({ pointer, code: 'invalid_email', message: pointer });
  const problem = {
    type: 'about:blank',
    title: 't',
    status: 400,
    code: 'invalid_body',
    errors: ['/items/2/email', '/items/0', '/dry_run'].map(error),
  };
  const { refusals, rest } = refusalsOf(rows, new ProblemError(problem, null, null));
  expect(refusals.get(keys[2]!)).toEqual({ email: '/items/2/email' });
  expect(refusals.get(keys[0]!)).toEqual({ email: '/items/0' });
  expect(rest).toEqual(['/dry_run']);
});
