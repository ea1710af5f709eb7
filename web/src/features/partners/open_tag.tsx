import { useTranslation } from 'react-i18next';
import { Tag } from '../../components/status_tag';

export function OpenTag({ suspended }: { suspended: boolean }) {
  const { t } = useTranslation();
  return <span className="nowrap">{suspended ? <Tag tone="bad">{t('partners.suspended')}</Tag> : <Tag tone="good">{t('partners.open')}</Tag>}</span>;
}
