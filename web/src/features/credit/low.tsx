import { useQueries } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money } from '../../components/money';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag, type Tone } from '../../components/status_tag';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';

type AccountCredit = Schemas['AccountCredit'];
const states = ['arrears', 'zero', 'low'] as const;
type State = (typeof states)[number];
const tones: Record<State, Tone> = { arrears: 'bad', zero: 'waiting', low: 'info' };
/** So many of each are named; the rest is counted. */
const named = 5;

/** Customers who owe, have nothing, or have little: who to top up next. */
export function Low() {
  const { t } = useTranslation();
  const lists = useQueries({
    queries: states.map((state) => ({
      queryKey: ['credit', 'accounts', state],
      queryFn: () => bodyOf(api.GET('/api/v1/credit/accounts', { params: { query: { state, sort: 'available', limit: named } } })),
    })),
  });
  const failed = lists.find(({ error }) => error);
  const groups = states.map((state, place) => ({ state, list: lists[place]?.data }));
  const known = new Set<string>();
  return (
    <section className="panel" aria-labelledby="low">
      <h2 id="low">{t('credit.low.title')}</h2>
      {failed && <ProblemNotice error={failed.error} retry={() => void Promise.all(lists.map((list) => list.refetch()))} />}
      {lists.some(({ isPending }) => isPending) && !failed && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {groups.every(({ list }) => list?.data.length === 0) && <p className="soft">{t('credit.low.none')}</p>}
      {groups.map(({ state, list }) => {
        // Who owes is at or below the alert level as well, and is told once.
        const rows = (list?.data ?? []).filter(({ account }) => !known.has(account.id));
        for (const { account } of rows) known.add(account.id);
        return rows.length === 0 ? null : <Group key={state} state={state} rows={rows} total={list?.total ?? 0} shown={list?.data.length ?? 0} />;
      })}
    </section>
  );
}

function Group({ state, rows, total, shown }: { state: State; rows: AccountCredit[]; total: number; shown: number }) {
  const { t } = useTranslation();
  return (
    <div className="low">
      <h3>
        <Tag tone={tones[state]}>{t(`credit.low.${state}`)}</Tag>
      </h3>
      <ul aria-label={t(`credit.low.${state}`)}>
        {rows.map(({ account, available, days_left }) => (
          <li key={account.id}>
            <Link to={`/accounts/${account.id}?tab=credit`}>{account.name}</Link>
            <span className={available.amount < 0 ? 'in-arrears' : undefined}>
              <Money of={available} />
            </span>
            {days_left !== null && available.amount > 0 && (
              <span className="soft">{days_left === 0 ? t('credit.less_than_a_day') : t('credit.days_left', { count: days_left })}</span>
            )}
          </li>
        ))}
      </ul>
      {total > shown && <p className="soft">{t('credit.low.more', { count: total - shown, number: number(total - shown, language()) })}</p>}
    </div>
  );
}
