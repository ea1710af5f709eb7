import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';

/** Where one is in the queue, and the way to its neighbours. */
export function Steps({
  place,
  onPrevious,
  onNext,
}: {
  place: { at: number; of: number } | null;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <nav className="steps" aria-label={t('approvals.queue')}>
      {place && <span className="soft figures">{t('approvals.place', { at: number(place.at, language()), of: number(place.of, language()) })}</span>}
      <Button icon={<LeftOutlined aria-hidden />} disabled={!onPrevious} onClick={onPrevious} aria-label={t('approvals.previous')} />
      <Button icon={<RightOutlined aria-hidden />} disabled={!onNext} onClick={onNext} aria-label={t('approvals.next')} />
    </nav>
  );
}
