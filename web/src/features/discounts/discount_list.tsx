import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ClockTag } from '../../components/clock_tag';
import { WhoAndWhen } from '../../components/credit/who_and_when';
import { type Column, List, type ListQuery } from '../../components/list';
import type { PartnerDiscount } from '../../components/pricing/calls';
import { DiscountTag } from '../../components/pricing/discount_tag';
import { Period } from '../../components/pricing/period';
import '../../components/pricing/pricing.css';
import { nameOfTarget } from '../../components/pricing/target_name';
import { calendarDay } from '../../lib/formats';
import { language } from '../../lib/language';
import type { ListUrl } from '../../lib/list_url';
import { percentText } from '../../lib/percent';
import { useSession } from '../../lib/session';

interface DiscountListProps {
  label: string;
  /** The address under which one set is shown. */
  under: string;
  query: ListQuery<PartnerDiscount>;
  url: ListUrl;
  firstUse: ReactNode;
}

export function DiscountList({ label, under, query, url, firstUse }: DiscountListProps) {
  const columns = useColumns(under);
  return (
    <List
      name="partner-discounts"
      label={label}
      columns={columns}
      rowId={({ id }) => id}
      card={(row) => <Card row={row} under={under} />}
      query={query}
      url={url}
      rowClass={(row) => (isOverdue(row) ? 'overdue' : '')}
      firstUse={firstUse}
    />
  );
}

export function isOverdue({ status, due_at }: PartnerDiscount): boolean {
  return status === 'pending' && due_at !== null && Date.parse(due_at) < Date.now();
}

function useColumns(under: string): Column<PartnerDiscount>[] {
  const { t } = useTranslation();
  const { user } = useSession();
  const columns: Column<PartnerDiscount>[] = [
    { key: 'starts_on', title: t('pricing.effective_from'), cell: (row) => <Start row={row} under={under} /> },
    { key: 'partner', title: t('components.partner'), cell: ({ partner }) => <Link to={`/partners/${partner.id}`}>{partner.name}</Link> },
    { key: 'status', title: t('pricing.state'), cell: (row) => <State row={row} /> },
    { key: 'rates', title: t('pricing.rates'), cell: (row) => <RatesInBrief row={row} /> },
    { key: 'period', title: t('pricing.holds'), cell: (row) => <Held row={row} /> },
    { key: 'asked', title: t('pricing.asked'), cell: ({ asked_at, asked_by }) => <WhoAndWhen at={asked_at} who={asked_by} /> },
  ];
  return columns.filter(({ key }) => key !== 'partner' || user.audience === 'provider');
}

function Start({ row, under }: { row: PartnerDiscount; under: string }) {
  return (
    <Link to={`${under}/${row.id}`} className="figures">
      {calendarDay(row.starts_on)}
    </Link>
  );
}

function State({ row }: { row: PartnerDiscount }) {
  return (
    <div className="row">
      <DiscountTag status={row.status} />
      {row.status === 'pending' && <ClockTag dueAt={row.due_at} overdue={isOverdue(row)} />}
    </div>
  );
}

const named = 4;

/** The first rates of a set, and how many more there are. */
function RatesInBrief({ row: { rates } }: { row: PartnerDiscount }) {
  const { t } = useTranslation();
  const given = rates.filter(({ basis_points }) => basis_points > 0);
  const some = given.slice(0, named).map((rate) => `${nameOfTarget(rate)} ${percentText(rate.basis_points, language())}`);
  return (
    <span className="rates-brief">
      {some.length === 0 ? t('pricing.none') : some.join(' · ')}
      {given.length > named && <span className="soft"> {t('pricing.more_rates', { count: given.length - named })}</span>}
    </span>
  );
}

/** What was replaced before its first day never held, or never will. */
export function Held({ row: { status, effective_from, effective_until } }: { row: PartnerDiscount }) {
  const { t } = useTranslation();
  return effective_from === null ? (
    <span className="soft">–</span>
  ) : (
    <Period from={effective_from} until={effective_until} {...(status === 'scheduled' ? { never: t('pricing.preview.will_not_hold') } : {})} />
  );
}

function Card({ row, under }: { row: PartnerDiscount; under: string }) {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <>
      <div className="card-head">
        <Link to={`${under}/${row.id}`} className="figures">
          {t('pricing.discount_from', { day: calendarDay(row.starts_on) })}
        </Link>
        <DiscountTag status={row.status} />
      </div>
      {user.audience === 'provider' && <Link to={`/partners/${row.partner.id}`}>{row.partner.name}</Link>}
      {row.status === 'pending' && row.due_at !== null && (
        <div>
          <ClockTag dueAt={row.due_at} overdue={isOverdue(row)} />
        </div>
      )}
      <RatesInBrief row={row} />
      {row.effective_from !== null && <Held row={row} />}
      <WhoAndWhen at={row.asked_at} who={row.asked_by} />
    </>
  );
}
