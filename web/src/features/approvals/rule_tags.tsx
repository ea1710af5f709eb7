import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../components/status_tag';
import type { RuleCode } from './rules';

/** In a row of the queue: that every rule is met, or which are not. */
export function RuleTags({ unmet }: { unmet: RuleCode[] }) {
  const { t } = useTranslation();
  if (unmet.length === 0) {
    return (
      <Tag tone="good">
        <CheckCircleFilled aria-hidden /> {t('approvals.eligible')}
      </Tag>
    );
  }
  return (
    <ul className="rule-tags">
      {unmet.map((code) => (
        <li key={code}>
          <Tag tone="bad">
            <CloseCircleFilled aria-hidden /> {t(`approvals.short.${code}`)}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
