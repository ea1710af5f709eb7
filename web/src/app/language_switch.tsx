import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Language } from '../lib/language';
import { speak } from '../lib/words';

/** The other language, in its own words. */
export function LanguageSwitch({ onSwitch }: { onSwitch?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  const other: Language = i18n.language === 'en' ? 'vi' : 'en';
  return (
    <Button
      type="text"
      lang={other}
      onClick={() => {
        void speak(other).then(() => onSwitch?.(other));
      }}
    >
      {t('app.other_language')}
    </Button>
  );
}
