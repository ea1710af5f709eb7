import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { calendarDay } from '../../lib/formats';
import type { ListUrl } from '../../lib/list_url';
import { periodIn } from './calls';

/** A report without a row: of which days, and the way out of what narrows it. */
export function NothingMoved({ url, title, advice }: { url: ListUrl; title: string; advice: string }) {
  const { t } = useTranslation();
  const { from, to } = periodIn(url);
  const narrowed = ['account_kind', 'account_id', 'partner_id'].some((name) => (url.filters[name] ?? []).length > 0);
  return (
    <Empty title={title} {...(narrowed ? { action: <Button onClick={url.clear}>{t('components.clear_filters')}</Button> } : {})}>
      <p>{t('reports.of_days', { from: calendarDay(from), to: calendarDay(to) })}</p>
      <p>{advice}</p>
    </Empty>
  );
}
