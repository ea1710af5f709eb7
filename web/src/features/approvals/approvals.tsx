import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { type Choice, type Column, List } from '../../components/list';
import { Page } from '../../components/page';
import { When } from '../../components/when';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay, useSettings } from '../../lib/session';
import './approvals.css';
import { useApprovals } from './calls';
import { ApprovalPlaces } from '../../components/approval_places';
import { ClockTag } from '../../components/clock_tag';
import { RuleTags } from './rule_tags';
import { type Approval, judge, unmet } from './rules';
import { useSeveral } from './several';

export const usualSort = 'customer_decided_at';

export function Approvals() {
  const { t } = useTranslation();
  const { sla_working_days } = useSettings();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: [], sort: usualSort });
  const query = useApprovals({ sort: url.sort, cursor: url.cursor, limit: page_size });
  const rows = query.data?.data ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const present = new Set(rows.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
  const { bulk, dialogs } = useSeveral(rows, present, () => {
    setChosen(new Set());
  });
  const decides = useMay('decide_approvals');
  const choice: Choice = {
    chosen: present,
    choose: setChosen,
    nameOf: (id) => {
      const row = rows.find((each) => each.id === id);
      return row?.account_name ?? row?.email ?? id;
    },
  };
  return (
    <Page title={t('approvals.title')}>
      <ApprovalPlaces />
      {sla_working_days > 0 && <p className="page-lead">{t('approvals.promise', { count: sla_working_days })}</p>}
      <List
        name="approvals"
        label={t('approvals.title')}
        columns={useColumns(url.sort)}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} sort={url.sort} />}
        query={query}
        url={url}
        rowClass={({ overdue }) => (overdue ? 'overdue' : '')}
        firstUse={<Empty title={t('approvals.none')}>{t('approvals.none_advice')}</Empty>}
        {...(decides ? { choice, bulk } : {})}
      />
      {dialogs}
    </Page>
  );
}

function useColumns(sort: string): Column<Approval>[] {
  const { t } = useTranslation();
  const { sla_working_days, existing_customer } = useSettings();
  const columns: Column<Approval>[] = [
    { key: 'account', title: t('approvals.account'), sort: 'email', cell: (row) => <Name row={row} sort={sort} /> },
    {
      key: 'partner',
      title: t('approvals.partner'),
      cell: ({ partner }) => <Link to={`/partners/${partner.id}`}>{partner.name}</Link>,
    },
    {
      key: 'since',
      title: t('approvals.since'),
      sort: 'customer_decided_at',
      cell: ({ customer_decided_at }) => <When at={customer_decided_at} to="minute" />,
    },
    { key: 'due', title: t('approvals.answer_by'), cell: (row) => <ClockTag dueAt={row.due_at} overdue={row.overdue} /> },
    { key: 'rules', title: t('approvals.conditions'), cell: (row) => <RuleTags unmet={unmet(judge(row, existing_customer))} /> },
  ];
  return columns.filter(({ key }) => key !== 'due' || sla_working_days > 0);
}

function Name({ row, sort }: { row: Approval; sort: string }) {
  const search = sort === usualSort ? '' : `?sort=${encodeURIComponent(sort)}`;
  return (
    <div className="two-lines">
      <Link to={`/approvals/${row.id}${search}`}>{row.account_name ?? row.email}</Link>
      {row.account_name && <span className="address">{row.email}</span>}
    </div>
  );
}

function Card({ row, sort }: { row: Approval; sort: string }) {
  const { t } = useTranslation();
  const { existing_customer } = useSettings();
  return (
    <>
      <Name row={row} sort={sort} />
      <span>
        {t('approvals.partner')}: <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>
      </span>
      <span className="soft">
        {t('approvals.since')}: <When at={row.customer_decided_at} to="minute" />
      </span>
      <div className="row">
        <ClockTag dueAt={row.due_at} overdue={row.overdue} />
        <RuleTags unmet={unmet(judge(row, existing_customer))} />
      </div>
    </>
  );
}
