import { EditOutlined, MailOutlined, MoreOutlined, RollbackOutlined, WalletOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../components/problem_notice';
import { idempotencyKey } from '../../lib/api';
import { useMay } from '../../lib/session';
import { type Act, allows, nameOf, type Registration, resend, useRenew } from './acts';
import { EditDialog } from './edit_dialog';
import { TopUp } from './top_up';
import { WithdrawDialog } from './withdraw_dialog';

const icons = {
  top_up: <WalletOutlined aria-hidden />,
  edit: <EditOutlined aria-hidden />,
  resend: <MailOutlined aria-hidden />,
  withdraw: <RollbackOutlined aria-hidden />,
};

/** What can be done with one row where it stands; nothing when its state allows nothing. */
export function RowActs({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const renew = useRenew();
  const [asked, setAsked] = useState<Act | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const mayChange = useMay('change_registrations');
  const mayTopUp = useMay('change_credit');
  const open = (['top_up', 'edit', 'resend', 'withdraw'] as const).filter(
    (act) => (act === 'top_up' ? mayTopUp : mayChange) && allows(row.status, act),
  );
  if (open.length === 0) return null;
  const send = () => {
    void message.open({ key: row.id, type: 'loading', content: t('registrations.resending'), duration: 0 });
    resend(row.id, idempotencyKey())
      .then(
        () => void message.open({ key: row.id, type: 'success', content: t('registrations.resent', { email: row.email }) }),
        (error: unknown) => void message.open({ key: row.id, type: 'error', content: sentence(error), duration: 8 }),
      )
      .finally(() => void renew());
  };
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: open.map((act) => ({ key: act, icon: icons[act], label: t(`registrations.acts.${act}`), danger: act === 'withdraw' })),
          onClick: ({ key }) => {
            if (key === 'resend') send();
            else setAsked(key as Act);
          },
        }}
      >
        <Button
          ref={opener}
          type="text"
          size="small"
          icon={<MoreOutlined aria-hidden />}
          aria-label={t('registrations.acts_with', { name: nameOf(row) })}
        />
      </Dropdown>
      {asked === 'top_up' && <TopUp row={row} origin={opener} onClose={close} />}
      {asked === 'edit' && <EditDialog row={row} onClose={close} />}
      {asked === 'withdraw' && <WithdrawDialog row={row} onClose={close} />}
    </>
  );
}
