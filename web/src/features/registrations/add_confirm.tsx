import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import type { Row } from './rows';

/** Before anything is sent: how many mails go out. */
export function AddConfirm({
  rows,
  busy,
  failure,
  onSend,
  onClose,
}: {
  rows: Row[];
  busy: boolean;
  failure: unknown;
  onSend: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const judged = rows.every(({ verdict }) => verdict !== null);
  const refused = rows.filter(({ verdict }) => verdict?.outcome === 'refused').length;
  const mails = judged ? rows.length - refused : rows.length;
  return (
    <Modal
      open
      title={t('registrations.add_page.confirm_title', { count: rows.length })}
      okText={failure === null ? t('registrations.add_page.send') : t('components.retry')}
      cancelText={t('components.cancel')}
      okButtonProps={{ autoFocus: true }}
      cancelButtonProps={{ disabled: busy }}
      confirmLoading={busy}
      closable={!busy}
      mask={{ closable: false }}
      onOk={onSend}
      onCancel={() => {
        if (!busy) onClose();
      }}
    >
      <div className="stack">
        <p>
          <strong>
            {judged ? t('registrations.add_page.mails', { count: mails }) : t('registrations.add_page.mails_at_most', { count: mails })}
          </strong>{' '}
          {judged && refused > 0 && t('registrations.add_page.mails_refused', { count: refused })}
        </p>
        <p>{t('registrations.add_page.mails_lead')}</p>
        {failure !== null && <ProblemNotice error={failure} />}
      </div>
    </Modal>
  );
}
