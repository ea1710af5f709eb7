import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../status_tag';
import type { PartnerDiscountStatus } from './calls';

/** In the order in which a set goes through them. */
export const discountStatuses: PartnerDiscountStatus[] = ['pending', 'scheduled', 'active', 'expired', 'rejected', 'withdrawn'];
const tones: Record<PartnerDiscountStatus, Tone> = {
  pending: 'waiting',
  scheduled: 'info',
  active: 'good',
  expired: 'quiet',
  rejected: 'bad',
  withdrawn: 'quiet',
};

/** Of a partner's discount, and of a customer's, whose states are among them. */
export function DiscountTag({ status }: { status: PartnerDiscountStatus }) {
  const { t } = useTranslation();
  return <Tag tone={tones[status]}>{t(`pricing.states.${status}`)}</Tag>;
}
