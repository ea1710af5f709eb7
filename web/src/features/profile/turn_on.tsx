import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { useChangeSession, useSession } from '../../lib/session';
import { useFocusBack } from '../../lib/focus_back';
import { KeyDialog } from './key_dialog';
import { PasswordDialog } from './password_dialog';
import { RecoveryCodes } from './recovery_codes';

/** Turning the second factor on: the password, a code of the new key, then the recovery codes, told once. */
export function TurnOn({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const changeSession = useChangeSession();
  const navigate = useNavigate();
  useFocusBack();
  const { second_factor } = useSession();
  const [waited] = useState(second_factor === 'needed');
  const [key, setKey] = useState<Schemas['SecondFactorKey'] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [expired, setExpired] = useState(false);
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        title={t('profile.turned_on')}
        onClose={() => {
          onClose();
          // Nothing else could be reached until now.
          if (waited) void navigate('/');
        }}
      />
    );
  }
  if (key) {
    return (
      <KeyDialog
        factorKey={key}
        onClose={onClose}
        onExpired={() => {
          setExpired(true);
          setKey(null);
        }}
        onConfirm={async (code) => {
          const answer = await bodyOf(api.POST('/api/v1/profile/two-factor/confirm', { body: { code } }));
          setCodes(answer.recovery_codes);
          changeSession({ csrf_token: answer.csrf_token, second_factor: 'on' });
          void client.invalidateQueries({ queryKey: ['profile'] });
        }}
      />
    );
  }
  return (
    <PasswordDialog
      expired={expired}
      onClose={onClose}
      onPassword={async (password) => {
        setKey(await bodyOf(api.POST('/api/v1/profile/two-factor', { body: { password } })));
      }}
    />
  );
}
