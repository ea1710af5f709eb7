import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/money';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import { api, bodyOf } from '../../lib/api';

/** What the provider's billing has set aside, and for what. */
export function Holds({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const holds = useInfiniteQuery({
    queryKey: ['credit', 'holds', accountId],
    queryFn: ({ pageParam: cursor }) =>
      bodyOf(
        api.GET('/api/v1/accounts/{id}/holds', {
          params: { path: { id: accountId }, query: { state: 'held', limit: 20, ...(cursor !== null && { cursor }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = holds.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <details className="holds">
      <summary>{t('credit.holds')}</summary>
      {holds.error && <ProblemNotice error={holds.error} retry={() => void holds.refetch()} />}
      <ul>
        {rows.map(({ id, amount, reference, note, placed_at }) => (
          <li key={id}>
            <span>
              <Money of={amount} /> · {reference}
              {note !== null && ` · ${note}`}
            </span>
            <span className="soft">
              <When at={placed_at} to="minute" />
            </span>
          </li>
        ))}
      </ul>
      {holds.hasNextPage && (
        <Button size="small" loading={holds.isFetchingNextPage} onClick={() => void holds.fetchNextPage()}>
          {t('credit.requests.more')}
        </Button>
      )}
    </details>
  );
}
