import { DatePicker } from 'antd';
import english from 'antd/locale/en_GB';
import vietnamese from 'antd/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { useTranslation } from 'react-i18next';
import { language } from '../lib/language';
import '../styles/antd_rest.css';
import './days_filter.css';

/** The calendar's words, without the names that hide the month and the year which stand on these buttons (WCAG 2.5.3). */
export function calendarWords() {
  const words = (language() === 'en' ? english : vietnamese).DatePicker!;
  return { ...words, lang: { ...words.lang, monthSelect: '', yearSelect: '' } };
}

/** The first and the last day (YYYY-MM-DD) of what is shown. With `whole` neither may be left out. */
export function DaysFilter({
  id,
  from,
  to,
  whole = false,
  onChoose,
}: {
  id: string;
  from: string | undefined;
  to: string | undefined;
  whole?: boolean;
  onChoose: (from: string | undefined, to: string | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <DatePicker.RangePicker
      className="days"
      classNames={{ popup: { root: 'days-popup' } }}
      locale={calendarWords()}
      format="DD/MM/YYYY"
      allowClear={!whole}
      allowEmpty={[!whole, !whole]}
      aria-label={t('components.days')}
      id={{ start: `${id}-from`, end: `${id}-to` }}
      placeholder={[t('components.from_day'), t('components.to_day')]}
      value={[from === undefined ? null : dayjs(from), to === undefined ? null : dayjs(to)]}
      onChange={(days) => {
        onChoose(days?.[0]?.format('YYYY-MM-DD'), days?.[1]?.format('YYYY-MM-DD'));
      }}
    />
  );
}
