import { expect, test } from 'vitest';
import { exportPath, queryOf } from './list_query';

test('the address becomes the query of the call, without what does not filter', () => {
  expect(queryOf({ q: '', filters: { status: [], role: [], owner: [], partner_id: [] }, sort: '-registered_at' })).toEqual({
    sort: '-registered_at',
  });
  expect(
    queryOf({ q: 'nguyen', filters: { status: ['confirmed', 'ended'], role: ['Tư vấn'], owner: ['me'], partner_id: [] }, sort: 'email' }),
  ).toEqual({
    sort: 'email',
    q: 'nguyen',
    status: ['confirmed', 'ended'],
    role: 'Tư vấn',
    owner: 'me',
  });
});

test('an export follows the same filter', () => {
  const query = queryOf({ q: 'a&b', filters: { status: ['confirmed', 'ended'] }, sort: 'email' });
  expect(exportPath(query, 'csv')).toBe('/api/v1/registrations?sort=email&q=a%26b&status=confirmed&status=ended&format=csv');
});
