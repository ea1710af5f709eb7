import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { calendarWords } from '../days_filter';
import './pricing.css';

interface DayFieldProps {
  id: string;
  label: string;
  /** YYYY-MM-DD */
  value: string | undefined;
  onChoose: (day: string | undefined) => void;
  least?: string | undefined;
  help?: ReactNode;
  wrong?: string | undefined;
}

/** One day of a form, with its label, its advice and its error. */
export function DayField({ id, label, value, onChoose, least, help, wrong }: DayFieldProps) {
  const described = [help === undefined ? '' : `${id}-help`, wrong === undefined ? '' : `${id}-wrong`].filter((each) => each !== '').join(' ');
  return (
    <div className="field day-field">
      <label htmlFor={id}>{label}</label>
      <DatePicker
        id={id}
        className="day-input"
        classNames={{ popup: { root: 'days-popup' } }}
        locale={calendarWords()}
        format={['DD/MM/YYYY', 'D/M/YYYY', 'YYYY-MM-DD']}
        placeholder="DD/MM/YYYY"
        {...(least !== undefined ? { minDate: dayjs(least) } : {})}
        {...(wrong !== undefined ? { status: 'error' as const, 'aria-invalid': true } : {})}
        {...(described !== '' ? { 'aria-describedby': described } : {})}
        value={value === undefined ? null : dayjs(value)}
        onChange={(chosen: dayjs.Dayjs | null) => {
          onChoose(chosen?.format('YYYY-MM-DD'));
        }}
      />
      {wrong !== undefined && (
        <p id={`${id}-wrong`} className="wrong-text">
          {wrong}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}
