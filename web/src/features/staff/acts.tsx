import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, idempotencyKey, type Schemas } from '../../lib/api';
import { useLeave, useSession } from '../../lib/session';
import { ActDialog } from './act_dialog';
import { Change } from './change';

type Act = 'change' | 'invite_again' | 'reset' | 'remove';

/** What may be done with one person. */
export function Acts({ member }: { member: Schemas['StaffMember'] }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const own = member.id === user.id;
  const acts: Act[] = [
    'change',
    ...(member.state === 'invited' ? (['invite_again'] as const) : []),
    ...(member.second_factor && !own ? (['reset'] as const) : []),
    'remove',
  ];
  const close = () => {
    setAct(null);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: acts.map((each) => ({ key: each, label: t(`staff.act.${each}`), danger: each === 'remove' })),
          onClick: ({ key }) => {
            setAct(key as Act);
          },
        }}
      >
        <Button ref={button} size="small" aria-label={t('staff.acts_on', { name: member.name })}>
          {t('staff.acts')} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {act === 'change' && <Change id={member.id} origin={button} onClose={close} />}
      {act !== null && act !== 'change' && <Confirmed act={act} member={member} origin={button} onClose={close} />}
    </>
  );
}

function Confirmed({
  act,
  member,
  origin,
  onClose,
}: {
  act: Exclude<Act, 'change'>;
  member: Schemas['StaffMember'];
  origin: React.RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { user } = useSession();
  const leave = useLeave();
  const [key] = useState(idempotencyKey);
  const { id, name, email, roles } = member;
  const own = id === user.id;
  const does: Record<typeof act, () => Promise<unknown>> = {
    invite_again: () => api.POST('/api/v1/staff', { params: { header: { 'Idempotency-Key': key } }, body: { email, name, roles } }),
    reset: () => api.POST('/api/v1/staff/{id}/two-factor-reset', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} }),
    remove: () => api.DELETE('/api/v1/staff/{id}', { params: { path: { id } } }),
  };
  return (
    <ActDialog
      title={t(`staff.dialog.${act}.title`, { name })}
      lead={act === 'remove' && own ? t('staff.remove_own') : t(`staff.dialog.${act}.lead`, { name, email })}
      act={t(`staff.dialog.${act}.act`)}
      danger={act !== 'invite_again'}
      origin={origin}
      onClose={onClose}
      onAct={async () => {
        await does[act]();
        if (act === 'remove' && own) {
          leave({});
          return;
        }
        onClose();
        void message.success(t(`staff.dialog.${act}.done`, { name, email }));
        await client.invalidateQueries({ queryKey: ['staff'] });
      }}
    />
  );
}
