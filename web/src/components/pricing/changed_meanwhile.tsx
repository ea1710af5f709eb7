import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { language } from '../../lib/language';
import { percentText } from '../../lib/percent';
import { namesOf } from './rate_fields';
import { pointsOf, type Rate, rateOf, type Target } from './rates';
import { nameOfTarget } from './target_name';

/** Somebody was quicker: what is there now. What was typed stays in the fields. */
export function ChangedMeanwhile({ targets, before, now }: { targets: readonly Target[]; before: readonly Rate[]; now: readonly Rate[] }) {
  const { t } = useTranslation();
  const [old, fresh] = [pointsOf(before), pointsOf(now)];
  const changed = targets.filter((target) => rateOf(target, old) !== rateOf(target, fresh));
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="rates-notice"
      title={t('pricing.meanwhile.title')}
      description={
        <>
          {changed.length > 0 && (
            <ul className="meanwhile-rates">
              {changed.map((target) => (
                <li key={target.key}>
                  {t('pricing.meanwhile.rate', {
                    name: nameOfTarget(namesOf(target)),
                    before: percentText(rateOf(target, old), language()),
                    now: percentText(rateOf(target, fresh), language()),
                  })}
                </li>
              ))}
            </ul>
          )}
          <p>{t('pricing.meanwhile.advice')}</p>
        </>
      }
    />
  );
}
