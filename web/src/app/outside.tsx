import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { chooseByHand } from '../lib/language';
import { usePortal } from '../lib/session';
import { LanguageSwitch } from './language_switch';

/** Around what is seen before signing in. */
export function Outside() {
  const { t } = useTranslation();
  const { provider } = usePortal();
  return (
    <div className="outside">
      <header>
        <span className="brand">{t('app.brand', { provider: provider.name })}</span>
        <LanguageSwitch onSwitch={chooseByHand} />
      </header>
      <main id="content">
        <Outlet />
      </main>
    </div>
  );
}
