import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas, withTag } from '../../lib/api';
import type { ListUrl } from '../../lib/list_url';

export type Product = Schemas['Product'];
export type ProductGroup = Schemas['ProductGroup'];
export type ListPrice = Schemas['ListPrice'];
export type NewListPrice = Schemas['NewListPrice'];

export function useProducts(url: ListUrl, limit: number) {
  const query = { limit, sort: url.sort, cursor: url.cursor, q: url.q === '' ? undefined : url.q };
  return useQuery({
    queryKey: ['prices', 'products', 'list', query],
    queryFn: () => bodyOf(api.GET('/api/v1/products', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useProduct(id: string) {
  return useQuery({
    queryKey: ['prices', 'products', id],
    queryFn: () => bodyOf(api.GET('/api/v1/products/{id}', { params: { path: { id } } })),
  });
}

const page = 200;

async function readPrices(of: { product_id?: string }): Promise<ListPrice[]> {
  const found: ListPrice[] = [];
  let cursor: string | null = null;
  do {
    const query: { product_id?: string; limit: number; cursor?: string } = { ...of, limit: page, ...(cursor !== null && { cursor }) };
    const { data, next_cursor } = await bodyOf(api.GET('/api/v1/list-prices', { params: { query } }));
    found.push(...data);
    cursor = next_cursor;
  } while (cursor !== null);
  return found;
}

/** Every list price, those of one product, its groups' included, or all. */
export function usePrices(productId?: string) {
  return useQuery({
    queryKey: ['prices', 'list-prices', productId ?? 'all'],
    queryFn: () => readPrices(productId === undefined ? {} : { product_id: productId }),
    staleTime: 30_000,
  });
}

export interface Tagged<Body> {
  etag: string;
  body: Body;
}

/** What is renamed: a product or a group, as it is now. */
export function readNamed(of: 'product' | 'group', id: string): Promise<Tagged<Product | ProductGroup>> {
  const params = { path: { id } };
  return of === 'product' ? withTag(api.GET('/api/v1/products/{id}', { params })) : withTag(api.GET('/api/v1/product-groups/{id}', { params }));
}

export function rename(of: 'product' | 'group', id: string, name: string, etag: string): Promise<Product | ProductGroup> {
  const params = { path: { id }, header: { 'If-Match': etag } };
  return of === 'product'
    ? bodyOf(api.PATCH('/api/v1/products/{id}', { params, body: { name } }))
    : bodyOf(api.PATCH('/api/v1/product-groups/{id}', { params, body: { name } }));
}

export function addProduct(body: Schemas['NewProduct'], key: string): Promise<Product> {
  return bodyOf(api.POST('/api/v1/products', { params: { header: { 'Idempotency-Key': key } }, body }));
}

export function addGroup(body: Schemas['NewProductGroup'], key: string): Promise<ProductGroup> {
  return bodyOf(api.POST('/api/v1/product-groups', { params: { header: { 'Idempotency-Key': key } }, body }));
}

export function setPrice(price: NewListPrice, key: string) {
  return bodyOf(api.POST('/api/v1/list-prices', { params: { header: { 'Idempotency-Key': key } }, body: { prices: [price] } }));
}
