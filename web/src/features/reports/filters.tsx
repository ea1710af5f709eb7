import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountFilter } from '../../components/account_filter';
import { DaysFilter } from '../../components/days_filter';
import { PartnerFilter } from '../../components/partner_filter';
import { today } from '../../lib/formats';
import type { ListUrl } from '../../lib/list_url';
import { periodOf, type Preset, presetOf, presets } from '../../lib/periods';
import { useSession } from '../../lib/session';
import { type AccountKind, accountKinds, kindIn, periodIn } from './calls';

const one = (value: string | undefined) => (value === undefined ? [] : [value]);

export function ReportFilters({ url }: { url: ListUrl }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const account = url.filters.account_id?.[0];
  return (
    <div className="toolbar report-filters">
      <PeriodFilter url={url} />
      <Select<AccountKind>
        className="filter kind"
        aria-label={t('reports.kind')}
        value={kindIn(url)}
        options={accountKinds.map((kind) => ({ value: kind, label: t(`reports.kinds.${kind}`) }))}
        onChange={(kind) => {
          // Of one customer there is no partner's wallet to show.
          url.filterAll({ account_kind: kind === 'all' ? [] : [kind], ...(kind === 'partner' ? { account_id: [] } : {}) });
        }}
      />
      <AccountFilter
        chosen={account}
        onChoose={(chosen) => {
          url.filterAll({ account_id: one(chosen), ...(kindIn(url) === 'partner' ? { account_kind: [] } : {}) });
        }}
      />
      {user.audience === 'provider' && (
        <PartnerFilter
          chosen={url.filters.partner_id?.[0]}
          onChoose={(chosen) => {
            url.filterAll({ partner_id: one(chosen) });
          }}
        />
      )}
    </div>
  );
}

/** By name, or by its days; the address always says the days, so that a shared link shows what was shared. */
function PeriodFilter({ url }: { url: ListUrl }) {
  const { t } = useTranslation();
  const now = today();
  const period = periodIn(url);
  const [custom, setCustom] = useState(false);
  const preset = presetOf(period, now);
  return (
    <>
      <Select<Preset | 'custom'>
        className="filter"
        aria-label={t('reports.period')}
        value={custom || preset === undefined ? 'custom' : preset}
        options={[...presets, 'custom' as const].map((each) => ({ value: each, label: t(`components.periods.${each}`) }))}
        onChange={(chosen) => {
          setCustom(chosen === 'custom');
          if (chosen === 'custom') {
            requestAnimationFrame(() => document.getElementById('report-from')?.focus());
            return;
          }
          const { from, to } = periodOf(chosen, now);
          url.filterAll({ from: [from], to: [to] });
        }}
      />
      <DaysFilter
        id="report"
        whole
        {...period}
        onChoose={(from, to) => {
          setCustom(false);
          url.filterAll({ from: one(from), to: one(to) });
        }}
      />
    </>
  );
}
