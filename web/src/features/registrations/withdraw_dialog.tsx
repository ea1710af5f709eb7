import { App, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { idempotencyKey } from '../../lib/api';
import { nameOf, type Registration, useRenew, withdraw } from './acts';

/** Asks, then withdraws; another try after a broken connection is the same intent. */
export function WithdrawDialog({ row, onClose }: { row: Registration; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const renew = useRenew();
  const [key] = useState(idempotencyKey);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <Modal
      open
      title={t('registrations.withdraw_title')}
      okText={t('registrations.acts.withdraw')}
      okButtonProps={{ danger: true }}
      cancelText={t('registrations.keep')}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => {
        setBusy(true);
        setFailure(null);
        withdraw(row.id, key)
          .then(() => {
            void message.success(t('registrations.withdrawn', { name: nameOf(row) }));
            onClose();
          }, setFailure)
          .finally(() => {
            setBusy(false);
            void renew();
          });
      }}
    >
      <div className="stack">
        <p>{t('registrations.withdraw_lead', { name: nameOf(row) })}</p>
        {failure !== null && <ProblemNotice error={failure} />}
      </div>
    </Modal>
  );
}
