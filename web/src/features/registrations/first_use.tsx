import { DollarOutlined, LineChartOutlined, PlusOutlined, SolutionOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Tag } from '../../components/status_tag';
import { LinkButton } from '../../components/link_button';

const aims = [
  { key: 'official', icon: SolutionOutlined, exists: true },
  { key: 'credit', icon: DollarOutlined, exists: true },
  { key: 'revenue', icon: LineChartOutlined, exists: false },
] as const;

/** Before the first customer: what this is for, how to begin, and what it leads to. */
export function FirstUse({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="first-use">
      <Empty
        title={t('registrations.first_title')}
        action={
          mayAdd && (
            <LinkButton to="/accounts/add" type="primary" size="large" icon={<PlusOutlined aria-hidden />}>
              {t('registrations.add')}
            </LinkButton>
          )
        }
      >
        {mayAdd ? t('registrations.first_lead') : t('registrations.first_lead_reader')}
      </Empty>
      <ul className="aims">
        {aims.map(({ key, icon: Icon, exists }) => (
          <li key={key} className="panel">
            <Icon aria-hidden className="aim-icon" />
            <h2>{t(`registrations.aims.${key}`)}</h2>
            <p>{t(`registrations.aims.${key}_lead`)}</p>
            <Tag tone={exists ? 'good' : 'quiet'}>{exists ? t('registrations.aims.now') : t('registrations.aims.later')}</Tag>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The provider's: nobody registered anybody yet. */
export function FirstUseOfProvider() {
  const { t } = useTranslation();
  return <Empty title={t('registrations.first_title_provider')}>{t('registrations.first_lead_provider')}</Empty>;
}
