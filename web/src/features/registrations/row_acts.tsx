import { EditOutlined, MailOutlined, MoreOutlined, RollbackOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../components/problem_notice';
import { idempotencyKey } from '../../lib/api';
import { type Act, allows, nameOf, type Registration, resend, useRenew } from './acts';
import { EditDialog } from './edit_dialog';
import { WithdrawDialog } from './withdraw_dialog';

const icons = { edit: <EditOutlined aria-hidden />, resend: <MailOutlined aria-hidden />, withdraw: <RollbackOutlined aria-hidden /> };

/** What can be done with one row where it stands; nothing when its state allows nothing. */
export function RowActs({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const renew = useRenew();
  const [asked, setAsked] = useState<Act | null>(null);
  const open = (['edit', 'resend', 'withdraw'] as const).filter((act) => allows(row.status, act));
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
        <Button type="text" size="small" icon={<MoreOutlined aria-hidden />} aria-label={t('registrations.acts_with', { name: nameOf(row) })} />
      </Dropdown>
      {asked === 'edit' && <EditDialog row={row} onClose={close} />}
      {asked === 'withdraw' && <WithdrawDialog row={row} onClose={close} />}
    </>
  );
}
