// The ledger against the provider's billing, compared once a day.
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Addition } from '../../components/addition';
import { AccountLink } from '../../components/credit/movements';
import { calendarWords } from '../../components/days_filter';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { Money } from '../../components/money';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import { calendarDay, number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useListUrl } from '../../lib/list_url';
import { dayOf } from '../../lib/periods';
import { usePreferences } from '../../lib/preferences';
import { type Difference, useDifferences } from './calls';
import { Room } from './room';

export function Differences() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['day'], sort: '' });
  const query = useDifferences(url, page_size);
  const asked = dayOf(url.filters.day?.[0]);
  const day = query.data?.day ?? asked;
  return (
    <Room>
      <div className="toolbar">
        <DatePicker
          id="differences-day"
          className="day"
          classNames={{ popup: { root: 'days-popup' } }}
          locale={calendarWords()}
          format="DD/MM/YYYY"
          aria-label={t('channel.day')}
          placeholder={t('channel.newest_day')}
          value={asked === undefined ? null : dayjs(asked)}
          onChange={(chosen: dayjs.Dayjs | null) => {
            url.filter('day', chosen ? [chosen.format('YYYY-MM-DD')] : []);
          }}
        />
        {query.data && query.data.day !== null && (
          <p className="compared" role="status">
            {t('channel.compared', { count: query.data.compared, figure: number(query.data.compared, language()), day: calendarDay(query.data.day) })}{' '}
            {query.data.total === 0 ? (
              <Tag tone="good">{t('channel.all_equal')}</Tag>
            ) : (
              <Tag tone="bad">{t('channel.differ', { count: query.data.total, figure: number(query.data.total, language()) })}</Tag>
            )}
          </p>
        )}
      </div>
      <List
        name="credit-differences"
        label={t('channel.places.differences')}
        columns={useColumns()}
        rowId={({ account }) => account.id}
        card={(row) => <Card row={row} />}
        query={query}
        url={{ ...url, filtered: false }}
        firstUse={<Nothing day={day} compared={query.data?.compared ?? 0} />}
      />
    </Room>
  );
}

/** Nothing differs, which is good; or nothing was compared, which is not the same. */
function Nothing({ day, compared }: { day: string | undefined; compared: number }) {
  const { t } = useTranslation();
  if (day === undefined) return <Empty title={t('channel.never_compared')}>{t('channel.never_compared_advice')}</Empty>;
  if (compared === 0) return <Empty title={t('channel.not_compared', { day: calendarDay(day) })}>{t('channel.never_compared_advice')}</Empty>;
  return (
    <Empty title={t('channel.no_difference')}>
      {t('channel.no_difference_lead', { count: compared, figure: number(compared, language()), day: calendarDay(day) })}
    </Empty>
  );
}

function useColumns(): Column<Difference>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'account',
      title: t('channel.account'),
      cell: ({ account }) => <AccountLink account={account} />,
    },
    { key: 'partner', title: t('components.partner'), cell: ({ partner }) => <Link to={`/partners/${partner.id}?tab=credit`}>{partner.name}</Link> },
    { key: 'directory', title: t('channel.directory'), align: 'right', cell: ({ directory }) => <Money of={directory} /> },
    { key: 'ledger', title: `− ${t('channel.ledger')}`, align: 'right', cell: ({ ledger }) => <Money of={ledger} /> },
    {
      key: 'difference',
      title: `= ${t('channel.difference')}`,
      align: 'right',
      cell: ({ difference }) => (
        <strong className="owed">
          <Money of={difference} />
        </strong>
      ),
    },
    {
      key: 'seen_at',
      title: t('channel.seen_at'),
      cell: ({ directory_seen_at }) => (
        <span className="nowrap">
          <When at={directory_seen_at} to="minute" />
        </span>
      ),
    },
  ];
}

function Card({ row }: { row: Difference }) {
  const { t } = useTranslation();
  return (
    <>
      <AccountLink account={row.account} />
      <Link to={`/partners/${row.partner.id}?tab=credit`}>{row.partner.name}</Link>
      <Addition
        parts={[
          { name: t('channel.directory'), of: row.directory },
          { name: t('channel.ledger'), sign: '−', of: row.ledger },
          { name: t('channel.difference'), sign: '=', of: row.difference, result: true },
        ]}
      />
      <span className="soft">
        {t('channel.seen_at')}: <When at={row.directory_seen_at} to="minute" />
      </span>
    </>
  );
}
