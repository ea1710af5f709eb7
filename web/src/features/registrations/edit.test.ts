import { expect, test } from 'vitest';
import { changeOf, differing, type Fields, rebase } from './edit';

const before: Fields = { friendly_name: 'Anh Đức', role: 'Đối tác', owner_id: null };

test('only what was changed is sent, and an emptied name is none', () => {
  expect(changeOf(before, { ...before, friendly_name: '' })).toEqual({ friendly_name: null });
  expect(changeOf(before, { ...before, role: 'Tư vấn', owner_id: 'usr_1' })).toEqual({ role: 'Tư vấn', owner_id: 'usr_1' });
  expect(changeOf(before, before)).toEqual({});
});

test('after a conflict what was typed stays and the rest follows', () => {
  const now = { friendly_name: 'Đức – kế toán', role: 'Tư vấn', owner_id: 'usr_2' };
  expect(rebase(before, { ...before, friendly_name: 'Đức' }, now)).toEqual({ ...now, friendly_name: 'Đức' });
  expect(differing(before, now)).toEqual(['friendly_name', 'role', 'owner_id']);
});
