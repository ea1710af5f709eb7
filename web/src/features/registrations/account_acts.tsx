import { CheckCircleOutlined, EditOutlined, MailOutlined, RollbackOutlined, StopOutlined, WalletOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../components/problem_notice';
import { ReasonDialog } from '../../components/reason_dialog';
import { api, bodyOf, idempotencyKey } from '../../lib/api';
import { useMay } from '../../lib/session';
import { allows, nameOf, type Registration, resend, useRenew } from './acts';
import { EditDialog } from './edit_dialog';
import { LinkButton } from '../../components/link_button';
import { TopUp } from './top_up';
import { WithdrawDialog } from './withdraw_dialog';

/** What this person may do with it where it stands. */
export function AccountActs({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const mayChange = useMay('change_registrations');
  const mayTopUp = useMay('change_credit');
  const mayEnd = useMay('end_registrations');
  const seesQueue = useMay('read_approvals');
  const mayDecide = useMay('decide_approvals');
  const [asked, setAsked] = useState<'top_up' | 'edit' | 'withdraw' | 'end' | null>(null);
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      {mayTopUp && allows(row.status, 'top_up') && (
        <Button
          type="primary"
          icon={<WalletOutlined aria-hidden />}
          onClick={() => {
            setAsked('top_up');
          }}
        >
          {t('registrations.acts.top_up')}
        </Button>
      )}
      {mayChange && allows(row.status, 'resend') && <Resend row={row} />}
      {mayChange && allows(row.status, 'edit') && (
        <Button
          icon={<EditOutlined aria-hidden />}
          onClick={() => {
            setAsked('edit');
          }}
        >
          {t('registrations.acts.edit')}
        </Button>
      )}
      {mayChange && allows(row.status, 'withdraw') && (
        <Button
          danger
          icon={<RollbackOutlined aria-hidden />}
          onClick={() => {
            setAsked('withdraw');
          }}
        >
          {t('registrations.acts.withdraw')}
        </Button>
      )}
      {seesQueue && row.status === 'pending_provider' && (
        <LinkButton to={`/approvals/${row.id}`} type={mayDecide ? 'primary' : 'default'} icon={<CheckCircleOutlined aria-hidden />}>
          {mayDecide ? t('registrations.account.decide') : t('registrations.account.see_request')}
        </LinkButton>
      )}
      {mayEnd && row.status === 'confirmed' && (
        <Button
          danger
          icon={<StopOutlined aria-hidden />}
          onClick={() => {
            setAsked('end');
          }}
        >
          {t('registrations.account.end')}
        </Button>
      )}
      {asked === 'top_up' && <TopUp row={row} onClose={close} />}
      {asked === 'edit' && <EditDialog row={row} onClose={close} />}
      {asked === 'withdraw' && <WithdrawDialog row={row} onClose={close} />}
      <End row={row} open={asked === 'end'} onClose={close} />
    </>
  );
}

function Resend({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const renew = useRenew();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      type={row.link_void || row.mail?.state === 'failed' ? 'primary' : 'default'}
      icon={<MailOutlined aria-hidden />}
      loading={busy}
      onClick={() => {
        setBusy(true);
        resend(row.id, idempotencyKey())
          .then(
            () => void message.success(t('registrations.resent', { email: row.email })),
            (error: unknown) => void message.error(sentence(error), 8),
          )
          .finally(() => {
            setBusy(false);
            void renew();
          });
      }}
    >
      {t('registrations.acts.resend')}
    </Button>
  );
}

function End({ row, open, onClose }: { row: Registration; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const renew = useRenew();
  // Ending twice is refused by the state; the key only spares the refusal after a broken connection.
  const [key] = useState(idempotencyKey);
  return (
    <ReasonDialog
      open={open}
      title={t('registrations.account.end_title')}
      lead={t('registrations.account.end_lead', { name: nameOf(row), partner: row.partner.name })}
      act={t('registrations.account.end')}
      onAct={async (reason) => {
        const header = { 'Idempotency-Key': key };
        try {
          await bodyOf(api.POST('/api/v1/registrations/{id}/end', { params: { path: { id: row.id }, header }, body: { reason } }));
          void message.success(t('registrations.account.ended'));
        } finally {
          void renew();
        }
      }}
      onClose={onClose}
    />
  );
}
