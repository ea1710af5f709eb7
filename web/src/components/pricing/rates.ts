// Rates of products and groups: which one counts, and what a new set would take away.
import type { Schemas } from '../../lib/api';

export type Rate = Pick<Schemas['Rate'], 'product' | 'product_group' | 'basis_points'>;
export type Product = Schemas['Product'];
type Name = Schemas['ProductName'];

/** A product, or one of its groups. */
export interface Target {
  key: string;
  product: Name;
  group: Schemas['Product']['groups'][number] | null;
}

export function keyOf({ product, product_group }: Pick<Rate, 'product' | 'product_group'>): string {
  return product_group?.id ?? product.id;
}

/** Each product, followed by its groups. */
export function targetsOf(products: Pick<Product, 'id' | 'code' | 'name' | 'groups'>[]): Target[] {
  return products.flatMap(({ groups, ...product }) => [
    { key: product.id, product, group: null },
    ...groups.map((group) => ({ key: group.id, product, group })),
  ]);
}

export type Points = ReadonlyMap<string, number>;

export function pointsOf(rates: readonly Rate[]): Map<string, number> {
  return new Map(rates.map((rate) => [keyOf(rate), rate.basis_points]));
}

/** The rate that counts: the group's own, else its product's, else none. */
export function rateOf({ product, group }: Target, points: Points): number {
  return (group && points.get(group.id)) ?? points.get(product.id) ?? 0;
}

export interface Lowered {
  target: Target;
  before: number;
  after: number;
}

/** What would have less than before. A group that only follows its product is told with the product. */
export function lowered(targets: readonly Target[], before: Points, after: Points): Lowered[] {
  return targets.flatMap((target) => {
    const now = rateOf(target, before);
    const next = rateOf(target, after);
    if (next >= now) return [];
    const product = { ...target, group: null };
    if (target.group && rateOf(product, before) === now && rateOf(product, after) === next) return [];
    return [{ target, before: now, after: next }];
  });
}

type SetOfRates = Pick<Schemas['PartnerDiscount'], 'status' | 'starts_on' | 'effective_from' | 'effective_until'>;

/** Not replaced before its first day. */
export function everHolds({ effective_from, effective_until }: Pick<SetOfRates, 'effective_from' | 'effective_until'>): boolean {
  return effective_from === null || effective_from !== effective_until;
}

/** The set that would hold on that day without a new one: the last one that has begun by then. */
export function holdingOn<Each extends SetOfRates>(day: string, sets: readonly Each[]): Each | undefined {
  const active = sets.find(({ status }) => status === 'active');
  const begun = sets.filter(({ status, starts_on, ...rest }) => status === 'scheduled' && starts_on <= day && everHolds(rest));
  begun.sort((one, other) => one.starts_on.localeCompare(other.starts_on));
  return begun.at(-1) ?? active;
}

/** What the program is asked for: what was typed; blank names nothing. */
export function newRates(targets: readonly Target[], points: Points): Schemas['NewRate'][] {
  return targets.flatMap(({ key, product, group }) => {
    const basis_points = points.get(key);
    if (basis_points === undefined) return [];
    return [group ? { product_group_id: group.id, basis_points } : { product_id: product.id, basis_points }];
  });
}
