import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Percent } from './percent';
import './pricing.css';
import { keyOf, type Points, pointsOf, type Rate } from './rates';
import { TargetName } from './target_name';

interface RatesTableProps {
  label: string;
  rates: readonly Rate[];
  /** What the rates are called where another column stands beside them. */
  title?: string;
  /** Others of the same products, beside them. */
  beside?: { title: string; rates: readonly Rate[] };
}

/** Products and groups with their rates; what only one side names is none on the other. */
export function RatesTable({ label, rates, title, beside }: RatesTableProps) {
  const { t } = useTranslation();
  const points = pointsOf(rates);
  const other = pointsOf(beside?.rates ?? []);
  const rows = [...rates, ...(beside?.rates ?? []).filter((rate) => !points.has(keyOf(rate)))];
  return (
    <table className="rates" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('pricing.product')}</th>
          {beside && (
            <th scope="col" className="right">
              {beside.title}
            </th>
          )}
          <th scope="col" className="right">
            {title ?? t('pricing.rate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((rate) => (
          <tr key={keyOf(rate)}>
            <th scope="row">
              <TargetName {...rate} />
            </th>
            {beside && <td className="right">{cell(other, rate)}</td>}
            <td className="right">{cell(points, rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell(points: Points, rate: Rate): ReactNode {
  const of = points.get(keyOf(rate));
  return of === undefined ? <span className="soft">–</span> : <Percent of={of} />;
}
