import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { awaitedRequests } from '../../components/credit/awaited';
import { Page } from '../../components/page';
import { Places } from '../../components/places';
import { useSession } from '../../lib/session';
import './channel.css';

const places = ['', '/requests', '/customers', '/differences', '/transactions'] as const;
const names = {
  '': 'overview',
  '/requests': 'requests',
  '/customers': 'customers',
  '/differences': 'differences',
  '/transactions': 'transactions',
} as const;

/** The provider's credit: its screens beside each other, and how many requests wait. */
export function Room({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const waiting = useQuery(awaitedRequests(user)).data;
  return (
    <Page title={t('channel.title')}>
      <Places
        label={t('channel.title')}
        places={places.map((place) => ({
          to: `/credit${place}`,
          name: t(`channel.places.${names[place]}`),
          waiting: place === '/requests' ? waiting : undefined,
        }))}
      />
      {children}
    </Page>
  );
}
