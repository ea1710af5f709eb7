import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { useChangeSession } from '../../lib/session';
import { ProofDialog } from './proof_dialog';
import { RecoveryCodes } from './recovery_codes';

export function RenewCodes({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const client = useQueryClient();
  const changeSession = useChangeSession();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} title={t('profile.new_codes')} onClose={onClose} />;
  return (
    <ProofDialog
      title={t('profile.renew_codes')}
      lead={t('profile.renew_codes_lead')}
      act={t('profile.renew_codes')}
      danger={false}
      onClose={onClose}
      onAct={async (proof) => {
        const { csrf_token, recovery_codes } = await bodyOf(api.POST('/api/v1/profile/two-factor/recovery-codes', { body: proof }));
        changeSession({ csrf_token });
        setCodes(recovery_codes);
        void client.invalidateQueries({ queryKey: ['profile'] });
      }}
    />
  );
}
