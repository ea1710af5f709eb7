import { Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DaysFilter } from '../../components/days_filter';
import { ProblemNotice } from '../../components/problem_notice';
import { download } from '../../lib/download';
import { useFocusBack } from '../../lib/focus_back';
import { today } from '../../lib/formats';
import { language, type Language } from '../../lib/language';
import { type Period, periodOf, type Preset, presets } from '../../lib/periods';
import type { Customer } from './top_up_dialog';

const ownNames: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English' };

/** A customer's statement of a period, as PDF in either language. */
export function StatementDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const id = useId();
  const [preset, setPreset] = useState<Preset | 'custom'>('this_month');
  const [days, setDays] = useState<Period>(() => periodOf('this_month', today()));
  const [spoken, setSpoken] = useState<Language>(language());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const make = () => {
    const query = new URLSearchParams({ ...days, language: spoken });
    setBusy(true);
    setFailure(null);
    download(`/api/v1/accounts/${customer.id}/statement?${query.toString()}`)
      .then(onClose, setFailure)
      .finally(() => {
        setBusy(false);
      });
  };
  return (
    <Modal
      open
      title={t('credit.statement.title', { name: customer.name })}
      okText={t('credit.statement.download')}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={make}
    >
      <div className="stack">
        {failure !== null && <ProblemNotice error={failure} />}
        <p>{t('credit.statement.lead')}</p>
        <div className="field">
          <label htmlFor={`${id}-period`}>{t('credit.period')}</label>
          <Select<Preset | 'custom'>
            id={`${id}-period`}
            value={preset}
            options={[...presets, 'custom' as const].map((each) => ({ value: each, label: t(`components.periods.${each}`) }))}
            onChange={(chosen) => {
              setPreset(chosen);
              if (chosen !== 'custom') setDays(periodOf(chosen, today()));
            }}
          />
          <DaysFilter
            id={`${id}-days`}
            whole
            from={days.from}
            to={days.to}
            onChoose={(from, to) => {
              if (from === undefined || to === undefined) return;
              setPreset('custom');
              setDays({ from, to });
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-language`}>{t('credit.statement.language')}</label>
          <Select<Language>
            id={`${id}-language`}
            value={spoken}
            options={(['vi', 'en'] as const).map((each) => ({ value: each, label: <span lang={each}>{ownNames[each]}</span> }))}
            onChange={setSpoken}
          />
        </div>
      </div>
    </Modal>
  );
}
