import type { Rate } from './rates';

/** A product by its name; a group by its own, under it the product's. */
export function TargetName({ product, product_group }: Pick<Rate, 'product' | 'product_group'>) {
  if (!product_group) return <span className="target">{product.name}</span>;
  return (
    <span className="target target-group">
      {product_group.name} <span className="soft">{product.name}</span>
    </span>
  );
}

/** The same in one line, for sentences and labels. */
export function nameOfTarget({ product, product_group }: Pick<Rate, 'product' | 'product_group'>): string {
  return product_group ? `${product.name} / ${product_group.name}` : product.name;
}
