import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../../lib/window';

/** Which keys do what; a phone has none. */
export function KeyHelp({ on, decides, onSwitch }: { on: boolean; decides: boolean; onSwitch: (on: boolean) => void }) {
  const { t } = useTranslation();
  if (useNarrow()) return null;
  const keys = [
    ...(decides
      ? ([
          ['A', 'approve'],
          ['R', 'reject'],
        ] as const)
      : []),
    ...([
      ['J', 'next'],
      ['K', 'previous'],
    ] as const),
  ];
  return (
    <section className="panel" aria-labelledby="keys">
      <h2 id="keys">{t('approvals.keys')}</h2>
      <dl className="keys">
        {keys.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
              {act === 'next' && <kbd aria-label={t('approvals.arrow_right')}>→</kbd>}
              {act === 'previous' && <kbd aria-label={t('approvals.arrow_left')}>←</kbd>}
            </dt>
            <dd>{t(`approvals.${act}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        checked={on}
        onChange={({ target }) => {
          onSwitch(target.checked);
        }}
      >
        {t('approvals.keys_on')}
      </Checkbox>
    </section>
  );
}
