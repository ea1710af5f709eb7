import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { useChangeSession } from '../../lib/session';
import { ProofDialog } from './proof_dialog';

export function TurnOff({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const client = useQueryClient();
  const changeSession = useChangeSession();
  const { message } = App.useApp();
  return (
    <ProofDialog
      title={t('profile.turn_off_title')}
      lead={t('profile.turn_off_lead')}
      act={t('profile.turn_off')}
      danger
      onClose={onClose}
      onAct={async (proof) => {
        const { csrf_token } = await bodyOf(api.POST('/api/v1/profile/two-factor/remove', { body: proof }));
        changeSession({ csrf_token, second_factor: 'off' });
        void client.invalidateQueries({ queryKey: ['profile'] });
        void message.success(t('profile.turned_off'));
        onClose();
      }}
    />
  );
}
