import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { today } from '../../lib/formats';
import type { ListUrl } from '../../lib/list_url';
import { dayOf, type Period, periodOf, type Preset, presetOf, presets } from '../../lib/periods';
import { DaysFilter } from '../days_filter';
import { FilterSelect } from '../filter_select';
import { creditKinds, useCreditWords } from './credit_words';

const one = (value: string | undefined) => (value === undefined ? [] : [value]);

/** By kind and by days; the address says the days, so that a link that was shared shows what was shared. */
export function MovementFilters({ url }: { url: ListUrl }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  return (
    <>
      <FilterSelect
        label={t('credit.kind_filter')}
        options={creditKinds.map((kind) => ({ value: kind, label: words.kind(kind) }))}
        chosen={url.filters.kind ?? []}
        onChoose={(kinds) => {
          url.filter('kind', kinds);
        }}
      />
      <PeriodFilter
        id="movements"
        from={dayOf(url.filters.from?.[0])}
        to={dayOf(url.filters.to?.[0])}
        onChoose={({ from, to }) => {
          url.filterAll({ from: one(from), to: one(to) });
        }}
      />
    </>
  );
}

interface PeriodFilterProps {
  id: string;
  from: string | undefined;
  to: string | undefined;
  onChoose: (period: Partial<Period>) => void;
}

/** A period by its name, all of the past, or by its days, which are shown only then. */
export function PeriodFilter({ id, from, to, onChoose }: PeriodFilterProps) {
  const { t } = useTranslation();
  const [custom, setCustom] = useState(false);
  const now = today();
  const named = from !== undefined && to !== undefined ? presetOf({ from, to }, now) : undefined;
  const ever = from === undefined && to === undefined;
  const shown = custom ? 'custom' : ever ? 'ever' : (named ?? 'custom');
  return (
    <>
      <Select<Preset | 'ever' | 'custom'>
        className="filter"
        aria-label={t('credit.period')}
        value={shown}
        options={[
          { value: 'ever' as const, label: t('components.periods.ever') },
          ...presets.map((preset) => ({ value: preset, label: t(`components.periods.${preset}`) })),
          { value: 'custom' as const, label: t('components.periods.custom') },
        ]}
        onChange={(chosen) => {
          setCustom(chosen === 'custom');
          if (chosen !== 'custom') onChoose(chosen === 'ever' ? {} : periodOf(chosen, now));
        }}
      />
      {shown === 'custom' && (
        <DaysFilter
          id={id}
          from={from}
          to={to}
          onChoose={(first, last) => {
            onChoose({ from: first, to: last });
          }}
        />
      )}
    </>
  );
}
