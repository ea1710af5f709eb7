import { useTranslation } from 'react-i18next';
import { span } from '../../lib/formats';

/** How long until, or since, a moment, in words. */
export function Clock({ until }: { until: string }) {
  const { t } = useTranslation();
  const now = new Date().toISOString();
  const { count, unit } = span(now, until);
  const late = until < now;
  return (
    <span className={late ? 'clock late' : 'clock'}>
      {late ? t(`registrations.late_${unit}`, { count }) : t(`registrations.left_${unit}`, { count })}
    </span>
  );
}
