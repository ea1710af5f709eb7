import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../lib/session';
import { awaitedDiscounts, awaitedRegistrations } from './awaited_approvals';
import { Places } from './places';

/** What waits for the provider, by what it is. */
export function ApprovalPlaces() {
  const { t } = useTranslation();
  const { user } = useSession();
  const registrations = useQuery(awaitedRegistrations(user)).data;
  const discounts = useQuery(awaitedDiscounts(user)).data;
  return (
    <Places
      label={t('app.places.approvals')}
      places={[
        { to: '/approvals', name: t('approvals.registrations'), waiting: registrations },
        { to: '/approvals/discounts', name: t('pricing.queue'), waiting: discounts },
      ]}
    />
  );
}
