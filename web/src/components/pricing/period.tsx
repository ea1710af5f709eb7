import { useTranslation } from 'react-i18next';
import { day, dayAndTime } from '../../lib/formats';

/** A day where it begins with one, else to the minute. */
function moment(at: string): string {
  return dayAndTime(at).endsWith(' 00:00') ? day(at) : dayAndTime(at);
}

/** The last day that ends where `until` is, or that moment. */
function last(until: string): string {
  if (!dayAndTime(until).endsWith(' 00:00')) return dayAndTime(until);
  return day(new Date(Date.parse(until) - 1000).toISOString());
}

/** From when to when it holds; `until` belongs to what comes next; what never holds says `never`. */
export function Period({ from, until, never }: { from: string; until: string | null; never?: string }) {
  const { t } = useTranslation();
  if (until === from) return <span className="soft">{never ?? t('pricing.period.never')}</span>;
  return (
    <span className="figures">
      {until === null ? t('pricing.period.from', { from: moment(from) }) : t('pricing.period.from_to', { from: moment(from), to: last(until) })}
    </span>
  );
}
