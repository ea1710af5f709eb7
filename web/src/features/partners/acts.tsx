import { UserAddOutlined } from '@ant-design/icons';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { useFocusBack } from '../../lib/focus_back';
import { type Partner, reopen, suspend, useChanged } from './calls';
import { InviteDialog } from './invite_dialog';

interface ActsProps {
  partner: Partner;
  /** Whom to invite: an address that is invited again, or somebody new. */
  inviting: string | true | null;
  onInvite: (whom: string | true | null) => void;
}

export function PartnerActs({ partner, inviting, onInvite }: ActsProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        icon={<UserAddOutlined aria-hidden />}
        onClick={() => {
          onInvite(true);
        }}
      >
        {t('partners.invite')}
      </Button>
      <Button
        danger={!partner.suspended}
        type={partner.suspended ? 'primary' : 'default'}
        onClick={() => {
          setAsking(true);
        }}
      >
        {partner.suspended ? t('partners.reopen') : t('partners.suspend')}
      </Button>
      {asking && (
        <TurnDialog
          partner={partner}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
      {inviting !== null && (
        <InviteDialog
          partner={partner}
          email={inviting === true ? '' : inviting}
          onClose={() => {
            onInvite(null);
          }}
        />
      )}
    </>
  );
}

/** Says what suspending or reopening means before it is done. */
function TurnDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { message } = App.useApp();
  const changed = useChanged();
  const [wasSuspended] = useState(partner.suspended);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { name } = partner;
  const act = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await (wasSuspended ? reopen(partner.id) : suspend(partner.id));
      void message.success(wasSuspended ? t('partners.reopened', { name }) : t('partners.suspended_now', { name }), 5);
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      changed();
    }
  };
  return (
    <Modal
      open
      title={wasSuspended ? t('partners.ask_reopen', { name }) : t('partners.ask_suspend', { name })}
      okText={wasSuspended ? t('partners.reopen') : t('partners.suspend')}
      okButtonProps={{ danger: !wasSuspended }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onOk={() => void act()}
      onCancel={onClose}
    >
      <div className="stack">
        {failure !== null && <ProblemNotice error={failure} />}
        {wasSuspended ? (
          <p>{t('partners.reopen_means')}</p>
        ) : (
          <ul className="meaning">
            <li>{t('partners.suspend_means.people')}</li>
            <li>{t('partners.suspend_means.mails')}</li>
            <li>{t('partners.suspend_means.links')}</li>
            <li>{t('partners.suspend_means.approvals')}</li>
          </ul>
        )}
      </div>
    </Modal>
  );
}
