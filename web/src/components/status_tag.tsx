import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../lib/api';

export type Tone = 'good' | 'waiting' | 'bad' | 'quiet' | 'info';

/** Words on a coloured ground whose contrast is ours (WCAG 1.4.3); the colour alone says nothing. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

export type RegistrationStatus = Schemas['RegistrationStatus'];
export const registrationStatuses: RegistrationStatus[] = [
  'pending_customer',
  'pending_provider',
  'confirmed',
  'declined',
  'rejected',
  'expired',
  'withdrawn',
  'superseded',
  'ended',
];
const tones: Record<RegistrationStatus, Tone> = {
  pending_customer: 'waiting',
  pending_provider: 'info',
  confirmed: 'good',
  declined: 'bad',
  rejected: 'bad',
  expired: 'quiet',
  withdrawn: 'quiet',
  superseded: 'quiet',
  ended: 'quiet',
};

export function StatusTag({ status }: { status: RegistrationStatus }) {
  const { t } = useTranslation();
  return <Tag tone={tones[status]}>{t(`states.${status}`)}</Tag>;
}
