import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Schemas } from '../../lib/api';
import type { paths } from '../../lib/contract';
import { today } from '../../lib/formats';
import type { ListUrl } from '../../lib/list_url';
import { dayOf, type Period, periodOf } from '../../lib/periods';

export type Summary = Schemas['CreditSummary'];
export type SummaryRow = Schemas['CreditSummaryRow'];
export type Sums = Schemas['CreditSums'];
export type Report = Schemas['CreditReport'];
export type ReportRow = Schemas['CreditReportRow'];
export type AccountKind = SummaryRow['account_kind'] | 'all';
export type ReportQuery = NonNullable<paths['/api/v1/reports/credit/summary']['get']['parameters']['query']>;

export const filters = ['from', 'to', 'account_kind', 'account_id', 'partner_id'] as const;
export const reports = ['top-ups', 'usage', 'summary'] as const;
export type ReportName = (typeof reports)[number];
export const accountKinds: AccountKind[] = ['all', 'partner', 'customer'];

/** The days of the address; the present month where it names none, or none that make sense. */
export function periodIn(url: Pick<ListUrl, 'filters'>): Period {
  const from = dayOf(url.filters.from?.[0]);
  const to = dayOf(url.filters.to?.[0]);
  return from !== undefined && to !== undefined && from <= to ? { from, to } : periodOf('this_month', today());
}

export function kindIn(url: Pick<ListUrl, 'filters'>): AccountKind {
  const kind = url.filters.account_kind?.[0];
  return kind === 'partner' || kind === 'customer' ? kind : 'all';
}

/** One place for what is shown and what is exported. */
export function queryOf(url: Pick<ListUrl, 'filters'>): ReportQuery {
  const query: ReportQuery = { ...periodIn(url), account_kind: kindIn(url) };
  const [account] = url.filters.account_id ?? [];
  const [partner] = url.filters.partner_id ?? [];
  if (account !== undefined) query.account_id = account;
  if (partner !== undefined) query.partner_id = partner;
  return query;
}

const keyOf = (report: ReportName, query: ReportQuery) => ['reports', 'credit', report, query];

// The same calls answer files too, which is why their type says anything.

export function useSummary(url: ListUrl, limit: number) {
  const query = { ...queryOf(url), limit, cursor: url.cursor };
  return useQuery({
    queryKey: keyOf('summary', query),
    queryFn: async () => (await bodyOf<unknown>(api.GET('/api/v1/reports/credit/summary', { params: { query } }))) as Summary,
    placeholderData: keepPreviousData,
  });
}

export function useReport(report: 'top-ups' | 'usage', url: ListUrl, limit: number) {
  const query = { ...queryOf(url), limit, cursor: url.cursor };
  return useQuery({
    queryKey: keyOf(report, query),
    queryFn: async () => (await bodyOf<unknown>(api.GET(`/api/v1/reports/credit/${report}`, { params: { query } }))) as Report,
    // What came in is not what was used: the rows of the other report would lie.
    placeholderData: (before, asked) => (asked?.queryKey[2] === report ? before : undefined),
  });
}

/** The call that answers the whole report as a file. */
export function exportPath(report: ReportName, query: ReportQuery, format: 'csv' | 'xlsx'): string {
  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  parameters.append('format', format);
  return `/api/v1/reports/credit/${report}?${parameters.toString()}`;
}
