import { describe, expect, test } from 'vitest';
import { byField, isProblem, ProblemError, problemOf, UnansweredError } from './problem';

const problem = (errors: { pointer: string; code: string; message: string }[] = []) => ({
  type: 'about:blank',
  title: 'Một số thông tin chưa đúng.',
  status: 400,
  code: 'invalid_body',
  errors,
});

describe('an answer that is not 2xx', () => {
  test('is the problem that it carries, with its number and its wait', () => {
    const error = problemOf(new Response(null, { status: 429, headers: { 'x-request-id': 'abc', 'retry-after': '30' } }), problem());
    expect(error).toBeInstanceOf(ProblemError);
    expect(error.requestId).toBe('abc');
    expect((error as ProblemError).retryAfterSeconds).toBe(30);
    expect(isProblem(error, 'invalid_body')).toBe(true);
    expect(isProblem(error, 'not_found')).toBe(false);
  });

  test('of somebody else between, e.g. a proxy, is no problem of ours', () => {
    for (const body of [null, '<html>', {}, { code: 'x' }, []]) {
      const error = problemOf(new Response(null, { status: 502 }), body);
      expect(error).toBeInstanceOf(UnansweredError);
      expect(error.status).toBe(502);
    }
  });
});

test('errors go to the field that they point at, and none is lost', () => {
  const error = new ProblemError(
    problem([
      { pointer: '/name', code: 'required', message: 'A' },
      { pointer: '/service_accounts/1', code: 'invalid_email', message: 'B' },
      { pointer: '/service_accounts', code: 'wrong_count', message: 'C' },
      { pointer: '/names', code: 'unknown_field', message: 'D' },
    ]),
    null,
    null,
  );
  expect(byField(error, { '/name': 'name', '/service_accounts': 'accounts' })).toEqual({
    fields: { name: ['A'], accounts: ['B', 'C'] },
    rest: ['D'],
  });
});
