import { ExclamationCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { StatusTag } from '../../components/status_tag';
import type { Registration } from './acts';
import { Clock } from './clock';

/** The state, and below it what somebody should know: a mail that was not delivered, a link that is void, the clock. */
export function State({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const troubles = [
    row.mail?.state === 'failed' && t('registrations.mail_failed'),
    row.link_void && row.status === 'pending_customer' && t('registrations.link_void'),
    row.unmet_rules.length > 0 && row.status.startsWith('pending') && t('registrations.unmet'),
  ].filter((each) => each !== false);
  const until = row.status === 'pending_customer' ? row.expires_at : row.due_at;
  return (
    <div className="state">
      <StatusTag status={row.status} />
      {troubles.map((trouble) => (
        <span key={trouble} className="trouble">
          <ExclamationCircleFilled aria-hidden /> {trouble}
        </span>
      ))}
      {until !== null && row.status.startsWith('pending') && <Clock until={until} />}
    </div>
  );
}
