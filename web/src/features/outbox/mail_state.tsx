import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../../components/status_tag';
import type { MailState } from './calls';

const tones: Record<MailState, Tone> = { queued: 'waiting', sent: 'good', failed: 'bad', shown: 'info' };

export function MailStateTag({ state }: { state: MailState }) {
  const { t } = useTranslation();
  return (
    <span className="nowrap">
      <Tag tone={tones[state]}>{t(`outbox.states.${state}`)}</Tag>
    </span>
  );
}
