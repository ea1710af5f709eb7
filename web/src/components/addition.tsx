import type { ReactNode } from 'react';
import type { Schemas } from '../lib/api';
import './addition.css';
import { Money } from './money';

export interface Part {
  name: string;
  sign?: '+' | '−' | '=';
  of: Schemas['Money'] | undefined;
  /** What it comes to. */
  result?: boolean;
}

/** Amounts as the sum that they are: beside each other where there is room (`wide`), else below each other as on paper. */
export function Addition({ parts, wide = false }: { parts: Part[]; wide?: boolean }) {
  return (
    <dl className={`addition${wide ? ' wide' : ''}`}>
      {parts.map(({ name, sign, of, result }) => (
        <div key={name} className={result ? 'result' : undefined}>
          <dt>{name}</dt>
          <dd>
            {sign && <span className="sign">{sign}</span>}
            {of ? <Money of={of} /> : '…'}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the rows below add up to; stays in sight while they pass by. */
export function Totals({ label, stale = false, children }: { label: string; stale?: boolean; children: ReactNode }) {
  return (
    <section className={`totals-strip${stale ? ' stale' : ''}`} aria-label={label}>
      {children}
    </section>
  );
}
