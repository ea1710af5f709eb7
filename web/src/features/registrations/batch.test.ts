import { expect, test } from 'vitest';
import { batch, type Outcome } from './batch';

test('every item gets its own outcome, and one that fails stops no other', async () => {
  const outcomes: Outcome<number>[] = [];
  await batch([1, 2, 3, 4, 5], (item) => (item === 3 ? Promise.reject(new Error('no')) : Promise.resolve()), {
    parallel: 2,
    tell: (outcome) => outcomes.push(outcome),
    stopped: () => false,
  });
  expect(outcomes.map(({ item }) => item).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(outcomes.filter(({ error }) => error !== null).map(({ item }) => item)).toEqual([3]);
});

test('no more run at once than allowed', async () => {
  let running = 0;
  let most = 0;
  await batch(
    [...Array(20).keys()],
    async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      await Promise.resolve();
      running -= 1;
    },
    { parallel: 4, tell: () => undefined, stopped: () => false },
  );
  expect(most).toBe(4);
});

test('what was stopped before it began is left alone', async () => {
  const done: number[] = [];
  await batch(
    [1, 2, 3, 4],
    (item) => {
      done.push(item);
      return Promise.resolve();
    },
    { parallel: 1, tell: () => undefined, stopped: () => done.length >= 2 },
  );
  expect(done).toEqual([1, 2]);
});
