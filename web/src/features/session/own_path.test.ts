import { expect, test } from 'vitest';
import { ownPath } from './own_path';

test('a path of the portal is gone on with, its query too', () => {
  expect(ownPath('/accounts?status=confirmed&q=a%20b#x')).toBe('/accounts?status=confirmed&q=a%20b#x');
  expect(ownPath('/')).toBe('/');
});

test('nothing leads to another site', () => {
  for (const asked of [
    null,
    '',
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    '/\n\\elsewhere.example/',
    '/.//elsewhere.example/',
    '/accounts/..//elsewhere.example/',
    'javascript:alert(1)',
    '\\/elsewhere.example',
    '/\\\\',
    '//',
    '/sign-in?return=/sign-in',
  ]) {
    expect(ownPath(asked), String(asked)).toBe('/');
  }
});
