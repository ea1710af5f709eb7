import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { language } from '../../lib/language';
import { percentText } from '../../lib/percent';
import { namesOf } from './rate_fields';
import type { Lowered } from './rates';
import { nameOfTarget } from './target_name';

/** What would be less than before, each in a sentence. */
export function LoweredList({ lowered }: { lowered: readonly Lowered[] }) {
  const { t } = useTranslation();
  return (
    <ul className="lowered-list">
      {lowered.map(({ target, before, after }) => {
        const name = nameOfTarget(namesOf(target));
        const from = percentText(before, language());
        return (
          <li key={target.key}>
            {after === 0
              ? t(target.group ? 'pricing.lowered.group_lost' : 'pricing.lowered.lost', { name, before: from })
              : t(target.group ? 'pricing.lowered.group_less' : 'pricing.lowered.less', {
                  name,
                  before: from,
                  after: percentText(after, language()),
                })}
          </li>
        );
      })}
    </ul>
  );
}

/** The same while one types; its place is there before it speaks, so that it is read aloud. */
export function LoweredNotice({ lowered }: { lowered: readonly Lowered[] }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {lowered.length > 0 && (
        <Alert type="warning" showIcon className="rates-notice" title={t('pricing.lowered.title')} description={<LoweredList lowered={lowered} />} />
      )}
    </div>
  );
}
