import type { ListPrice } from './calls';

type Price = Pick<ListPrice, 'product' | 'product_group' | 'currency' | 'effective_from'>;

export interface InEffect<Each> {
  /** What holds on that day; none before the first. */
  now: Each | undefined;
  /** The one that comes after it. */
  next: Each | undefined;
}

/** Of the list prices of one product or group, the one that holds on a day and the one that follows. */
export function inEffect<Each extends Price>(prices: readonly Each[], key: string, day: string): InEffect<Each> {
  const own = prices.filter(({ product, product_group }) => (product_group?.id ?? product.id) === key);
  own.sort((one, other) => one.effective_from.localeCompare(other.effective_from));
  return { now: own.findLast(({ effective_from }) => effective_from <= day), next: own.find(({ effective_from }) => effective_from > day) };
}
