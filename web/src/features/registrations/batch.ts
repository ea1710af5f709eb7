// The same act for many, a few at a time, each with its own outcome.

export type Outcome<Item> = { item: Item; error: unknown };

/**
 * Does `act` for each item, at most `parallel` at once; tells every outcome (`error` is null when it was done).
 * `stopped` is asked before each beginning: what has begun is finished, the rest is left.
 */
export async function batch<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  { parallel, tell, stopped }: { parallel: number; tell: (outcome: Outcome<Item>) => void; stopped: () => boolean },
): Promise<void> {
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined && !stopped(); item = waiting.shift()) {
      const outcome: Outcome<Item> = { item, error: null };
      try {
        await act(item);
      } catch (error) {
        outcome.error = error;
      }
      tell(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, work));
}
