import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../components/empty';
import { Page } from '../components/page';
import { type Permission, useMay } from '../lib/session';

/** A screen that exists, for somebody else: not the same as one that does not exist. */
export function Allowed({ needs, children }: { needs: Permission; children: ReactNode }) {
  const { t } = useTranslation();
  if (useMay(needs)) return <>{children}</>;
  return (
    <Page title={t('app.not_allowed')}>
      <Empty title={t('app.not_allowed_title')} action={<Link to="/">{t('app.to_home')}</Link>}>
        {t('app.not_allowed_advice')}
      </Empty>
    </Page>
  );
}
