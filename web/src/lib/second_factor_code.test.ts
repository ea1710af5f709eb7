import { expect, test } from 'vitest';
import { anyCode, authenticatorCode, recoveryCode } from './second_factor_code';

test('an authenticator shows its code in groups, and pasting brings more blanks', () => {
  expect(authenticatorCode('123 456')).toBe('123456');
  expect(authenticatorCode('\u00a012 34\u200b56\ufeff\n')).toBe('123456');
});

test('a recovery code may be typed in capitals, without its hyphen or with blanks', () => {
  expect(recoveryCode('ABCDE-FGH12')).toBe('abcde-fgh12');
  expect(recoveryCode(' abcde fgh12 ')).toBe('abcde-fgh12');
  expect(recoveryCode('abcdefgh12')).toBe('abcde-fgh12');
});

test('where both are taken, six digits are the authenticator’s', () => {
  expect(anyCode('123 456')).toBe('123456');
  expect(anyCode('12345 67890')).toBe('12345-67890');
});
