import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../lib/api';
import { calendarDay } from '../../lib/formats';
import { language } from '../../lib/language';

/** "thứ Hai 06/07/2026" */
export function dayWithName(date: string): string {
  const name = new Intl.DateTimeFormat(language() === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  );
  // In a sentence Vietnamese writes "thứ Hai".
  return `${language() === 'vi' ? name.charAt(0).toLowerCase() + name.slice(1) : name} ${calendarDay(date)}`;
}

/** The first day that may be chosen today, and why it is that one. */
export function Earliest({ of, days }: { of: 'partner_discount' | 'customer_discount'; days: Schemas['DiscountDays'] }) {
  const { t } = useTranslation();
  const { earliest, days: count, unit, skipped } = days[of];
  const shown = 6;
  return (
    <>
      {t(`pricing.earliest.${of}.${unit}`, { count, earliest: dayWithName(earliest), today: dayWithName(days.today) })}
      {skipped.length > 0 && (
        <>
          {' '}
          {t('pricing.earliest.skipped', {
            days: [...skipped.slice(0, shown).map(dayWithName), ...(skipped.length > shown ? ['…'] : [])].join(', '),
          })}
        </>
      )}
    </>
  );
}
