import { describe, expect, test } from 'vitest';
import { holdingOn, lowered, newRates, pointsOf, rateOf, targetsOf } from './rates';

const targets = targetsOf([
  {
    id: 'prd_server',
    code: 'vServer',
    name: 'vServer',
    groups: [
      { id: 'prg_gpu', code: 'gpu', name: 'GPU' },
      { id: 'prg_disk', code: 'disk', name: 'Disk' },
    ],
  },
  { id: 'prd_storage', code: 'vStorage', name: 'vStorage', groups: [] },
]);
const points = (of: Record<string, number>) => new Map(Object.entries(of));
const said = (before: Record<string, number>, after: Record<string, number>) =>
  lowered(targets, points(before), points(after)).map(
    ({ target, before: from, after: to }) => `${(target.group ?? target.product).name} ${String(from)}>${String(to)}`,
  );

describe('what a new set takes away', () => {
  test('nothing where everything stays or rises', () => {
    expect(said({}, {})).toEqual([]);
    expect(said({ prd_server: 1200, prg_gpu: 500 }, { prd_server: 1200, prg_gpu: 500 })).toEqual([]);
    expect(said({ prd_server: 1200 }, { prd_server: 1300, prd_storage: 100 })).toEqual([]);
  });

  test('what is left out or none is lost, what is less is lowered', () => {
    expect(said({ prd_server: 1200, prd_storage: 800 }, { prd_server: 1000 })).toEqual(['vServer 1200>1000', 'vStorage 800>0']);
    expect(said({ prd_storage: 800 }, { prd_storage: 0 })).toEqual(['vStorage 800>0']);
  });

  test('a group that follows its product is told with it', () => {
    expect(said({ prd_server: 1200 }, {})).toEqual(['vServer 1200>0']);
  });

  test('a group is told where it fares worse than its product', () => {
    expect(said({ prd_server: 1200 }, { prd_server: 1200, prg_gpu: 0 })).toEqual(['GPU 1200>0']);
    expect(said({ prd_server: 1200, prg_gpu: 1500 }, { prd_server: 1200 })).toEqual(['GPU 1500>1200']);
    expect(said({ prg_gpu: 1500 }, {})).toEqual(['GPU 1500>0']);
  });

  test('a group that keeps its own rate loses nothing with its product', () => {
    expect(said({ prd_server: 1200, prg_gpu: 500 }, { prg_gpu: 500 })).toEqual(['vServer 1200>0']);
    expect(said({ prd_server: 1200 }, { prd_server: 0, prg_gpu: 1200 })).toEqual(['vServer 1200>0']);
  });
});

describe('rates', () => {
  test("of a group win over the product's, also when they are none", () => {
    const [server, gpu, disk, storage] = targets;
    const of = points({ prd_server: 1200, prg_gpu: 0 });
    expect([server, gpu, disk, storage].map((target) => rateOf(target!, of))).toEqual([1200, 0, 1200, 0]);
  });

  test('are asked for as they were typed; blank names nothing', () => {
    expect(newRates(targets, points({ prd_server: 1200, prg_gpu: 0 }))).toEqual([
      { product_id: 'prd_server', basis_points: 1200 },
      { product_group_id: 'prg_gpu', basis_points: 0 },
    ]);
  });

  test('are found by the narrower name', () => {
    const [server] = targets;
    const rates = [{ product: server!.product, product_group: targets[1]!.group, basis_points: 300 }];
    expect(pointsOf(rates)).toEqual(points({ prg_gpu: 300 }));
  });
});

test('the set that holds on a day is the last that has begun', () => {
  const set = (status: 'active' | 'scheduled' | 'pending', starts_on: string, effective_until: string | null = null) => ({
    status,
    starts_on,
    effective_from: `${starts_on}T00:00:00Z`,
    effective_until,
  });
  const active = set('active', '2026-01-01');
  const next = set('scheduled', '2026-07-07');
  const later = set('scheduled', '2026-09-01');
  const sets = [set('pending', '2026-06-01'), later, active, next];
  expect(holdingOn('2026-07-06', sets)).toBe(active);
  expect(holdingOn('2026-07-07', sets)).toBe(next);
  expect(holdingOn('2026-12-31', sets)).toBe(later);
  // Replaced before its first day by another one of that day.
  expect(holdingOn('2026-07-08', [active, next, set('scheduled', '2026-07-07', '2026-07-07T00:00:00Z')])).toBe(next);
  expect(holdingOn('2026-07-06', [])).toBeUndefined();
});
