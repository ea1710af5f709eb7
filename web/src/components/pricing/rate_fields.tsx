// Percentages of products and groups to type in: what was there before beside each, what is wrong under it.
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { language } from '../../lib/language';
import { basisPointsOf, percentDigits } from '../../lib/percent';
import type { Wrong } from '../error_summary';
import { Percent } from './percent';
import './pricing.css';
import { type Points, rateOf, type Target } from './rates';
import { nameOfTarget, TargetName } from './target_name';

export interface TypedRates {
  typed: ReadonlyMap<string, string>;
  /** Of what was typed, what can be read. */
  points: Points;
  /** Something was changed by hand. */
  touched: boolean;
  type: (key: string, text: string) => void;
}

const nothing: Points = new Map();

/** What stands in the fields; begins with `start`. `onType` is told which field changes. */
export function useTypedRates(start: Points = nothing, onType?: (key: string) => void): TypedRates {
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(
    () => new Map([...start].map(([key, points]) => [key, percentDigits(points, language())])),
  );
  const [touched, setTouched] = useState(false);
  const points = new Map<string, number>();
  for (const [key, text] of typed) {
    const of = basisPointsOf(text);
    if (of !== null) points.set(key, of);
  }
  return {
    typed,
    points,
    touched,
    type: (key, text) => {
      setTouched(true);
      onType?.(key);
      setTyped((present) => new Map(present).set(key, text));
    },
  };
}

export const rateFieldId = (form: string, key: string) => `${form}-${key}`;

/** The fields whose text is no percentage, in their order. */
export function useUnread(): (form: string, targets: readonly Target[], typed: TypedRates) => Wrong[] {
  const { t } = useTranslation();
  return (form, targets, { typed }) =>
    targets.flatMap((target) => {
      const text = (typed.get(target.key) ?? '').trim();
      if (text === '' || basisPointsOf(text) !== null) return [];
      return [{ id: rateFieldId(form, target.key), sentence: t('pricing.rate_unread', { name: nameOfTarget(namesOf(target)) }) }];
    });
}

export function namesOf({ product, group }: Target) {
  return { product, product_group: group };
}

interface RateFieldsProps {
  form: string;
  label: string;
  targets: readonly Target[];
  /** What holds now, and what that column is called. */
  current: Points;
  currentTitle: string;
  title: string;
  rates: TypedRates;
  wrong: readonly Wrong[];
  /** What a blank field means, of a product and of a group. */
  blank: { product: string; group: string };
  /** What else is known of the present, under it. */
  beside?: (target: Target) => ReactNode;
}

export function RateFields({ form, label, targets, current, currentTitle, title, rates, wrong, blank, beside }: RateFieldsProps) {
  const { t } = useTranslation();
  return (
    <table className="rates rate-fields" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('pricing.product')}</th>
          <th scope="col" className="right">
            {currentTitle}
          </th>
          <th scope="col">{title}</th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => {
          const id = rateFieldId(form, target.key);
          const sentence = wrong.find((each) => each.id === id)?.sentence;
          const own = current.get(target.key);
          return (
            <tr key={target.key}>
              <th scope="row" className={target.group ? 'of-product' : undefined}>
                <label htmlFor={id}>
                  <TargetName product={target.product} product_group={target.group} />
                </label>
              </th>
              <td className="right">
                {own !== undefined ? (
                  <Percent of={own} />
                ) : (
                  <span className="soft">
                    {target.group && rateOf(target, current) > 0 ? <Percent of={rateOf(target, current)} /> : <span aria-hidden>–</span>}
                    {!(target.group && rateOf(target, current) > 0) && <span className="unseen">{t('pricing.none')}</span>}
                  </span>
                )}
                {beside?.(target)}
              </td>
              <td>
                <Input
                  id={id}
                  className="percent-input figures"
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={8}
                  suffix={<span className="soft">%</span>}
                  placeholder={target.group ? blank.group : blank.product}
                  aria-label={`${title}, ${nameOfTarget(namesOf(target))}`}
                  aria-invalid={sentence !== undefined}
                  {...(sentence !== undefined ? { status: 'error' as const, 'aria-describedby': `${id}-wrong` } : {})}
                  value={rates.typed.get(target.key) ?? ''}
                  onChange={({ target: { value } }) => {
                    rates.type(target.key, value);
                  }}
                />
                {sentence !== undefined && (
                  <p id={`${id}-wrong`} className="wrong-text">
                    {sentence}
                  </p>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
