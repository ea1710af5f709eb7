import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../components/empty';
import { Page } from '../components/page';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.not_found')}>
      <Empty title={t('app.not_found_title')} action={<Link to="/">{t('app.to_home')}</Link>}>
        {t('app.not_found_advice')}
      </Empty>
    </Page>
  );
}
