import { expect, test } from 'vitest';
import { inEffect } from './in_effect';

const product = { id: 'prd_1', code: 'vServer', name: 'vServer' };
const price = (effective_from: string, product_group: { id: string; code: string; name: string } | null = null) => ({
  product,
  product_group,
  currency: 'VND',
  effective_from,
});
const old = price('2025-01-01');
const present = price('2026-01-01');
const coming = price('2027-01-01');
const ofGroup = price('2026-06-01', { id: 'prg_1', code: 'gpu', name: 'GPU' });
const all = [coming, ofGroup, present, old];

test('the list price of a day is the last that has begun', () => {
  expect(inEffect(all, 'prd_1', '2026-07-01')).toEqual({ now: present, next: coming });
  expect(inEffect(all, 'prd_1', '2026-01-01')).toEqual({ now: present, next: coming });
  expect(inEffect(all, 'prd_1', '2025-12-31')).toEqual({ now: old, next: present });
  expect(inEffect(all, 'prd_1', '2024-12-31')).toEqual({ now: undefined, next: old });
  expect(inEffect(all, 'prd_1', '2028-01-01')).toEqual({ now: coming, next: undefined });
});

test('a group has prices of its own, and none of its product', () => {
  expect(inEffect(all, 'prg_1', '2026-07-01')).toEqual({ now: ofGroup, next: undefined });
  expect(inEffect(all, 'prg_2', '2026-07-01')).toEqual({ now: undefined, next: undefined });
});
