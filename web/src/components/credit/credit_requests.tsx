// What waits, or waited, for a second person of the own side: who asked for what, and what the reader may do about it.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { useSession } from '../../lib/session';
import { Money } from '../money';
import { ProblemNotice } from '../problem_notice';
import { Tag, type Tone } from '../status_tag';
import { When } from '../when';
import './credit.css';
import { RequestActs } from './credit_request_acts';
import { type CreditRequestState, useCreditWords } from './credit_words';
import { AccountLink, Remarks } from './movements';

export type CreditRequest = Schemas['CreditRequest'];

const tones: Record<CreditRequestState, Tone> = {
  pending_approval: 'waiting',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'quiet',
  expired: 'quiet',
};

export function useCreditRequests(state: CreditRequestState | undefined) {
  return useInfiniteQuery({
    queryKey: ['credit', 'requests', state ?? 'all'],
    queryFn: ({ pageParam: cursor }) =>
      bodyOf(api.GET('/api/v1/credit/requests', { params: { query: { limit: 50, ...(state && { state }), ...(cursor !== null && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}

interface CreditRequestsProps {
  /** Without one all of them, newest first. */
  state?: CreditRequestState;
  /** Only what concerns this customer, as a panel of its own, and nothing when there is none. */
  accountId?: string;
  label: string;
}

export function CreditRequests({ state, accountId, label }: CreditRequestsProps) {
  const { t } = useTranslation();
  const requests = useCreditRequests(state);
  const rows = requests.data?.pages.flatMap(({ data }) => data).filter(({ account }) => accountId === undefined || account?.id === accountId);
  const place = useRef<HTMLDivElement>(null);
  // The row that had the focus may be gone with what was done to it.
  const stay = () => {
    if (document.activeElement === document.body) place.current?.focus();
  };
  const list = (
    <div ref={place} tabIndex={-1} className="credit-requests" aria-busy={requests.isFetching}>
      {requests.error && <ProblemNotice error={requests.error} retry={() => void requests.refetch()} />}
      {requests.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {rows?.length === 0 && <p className="soft">{t(state === 'pending_approval' ? 'credit.requests.none' : 'credit.requests.none_ever')}</p>}
      {rows && rows.length > 0 && (
        <ul aria-label={label}>
          {rows.map((row) => (
            <Request key={row.id} row={row} named={accountId === undefined} onLeft={stay} />
          ))}
        </ul>
      )}
      {requests.hasNextPage && (
        <Button loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
          {t('credit.requests.more')}
        </Button>
      )}
    </div>
  );
  if (accountId === undefined) return list;
  if (!requests.error && !rows?.length) return null;
  return (
    <section className="panel" aria-labelledby="account-requests">
      <h2 id="account-requests">{label}</h2>
      {list}
    </section>
  );
}

function Request({ row, named, onLeft }: { row: CreditRequest; named: boolean; onLeft: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const words = useCreditWords();
  return (
    <li>
      <div className="request-what">
        <div className="row">
          <strong>{words.kind(row.kind)}</strong>
          <strong>
            <Money of={row.amount} />
          </strong>
          {row.state !== 'pending_approval' && <Tag tone={tones[row.state]}>{words.requestState(row.state)}</Tag>}
        </div>
        {named && row.account && <AccountLink account={row.account} />}
        {user.audience === 'provider' && (
          <span>
            {t('components.partner')}: <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>
          </span>
        )}
        {(row.reference ?? row.note) !== null && <Remarks row={row} />}
        <span className="soft">
          {t('credit.requests.asked_by', { name: words.who(row.asked_by) })} · <When at={row.asked_at} to="minute" />
          {row.state === 'pending_approval' && (
            <>
              {' · '}
              {t('credit.requests.until')} <When at={row.expires_at} />
            </>
          )}
        </span>
        <Decision row={row} />
      </div>
      {row.state === 'pending_approval' && <RequestActs row={row} onLeft={onLeft} />}
    </li>
  );
}

/** Who decided, why, and what came of it. */
function Decision({ row }: { row: CreditRequest }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  return (
    <>
      {row.decided_by && row.decided_at !== null && (
        <span className="soft">
          {t('credit.requests.decided_by', { name: words.who(row.decided_by) })} · <When at={row.decided_at} to="minute" />
        </span>
      )}
      {row.reason !== null && (
        <span>
          {t('components.reason')}: {row.reason}
        </span>
      )}
      {row.transaction_id !== null && <Link to={`/credit/transactions/${row.transaction_id}`}>{t('credit.receipt.open')}</Link>}
    </>
  );
}
