import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { Tabs } from '../../components/tabs';
import { useSession } from '../../lib/session';
import '../../styles/antd_rest.css';
import { Details } from './details';
import { Password } from './password';
import './profile.css';
import { SecondFactor } from './second_factor';
import { Sessions } from './sessions';
import { SignIns } from './sign_ins';

const tabs = ['profile', 'security', 'sessions', 'sign-ins'] as const;

/** One's own: name and language, password and second factor, where one is signed in. */
export function Profile() {
  const { t } = useTranslation();
  const { second_factor } = useSession();
  const [parameters] = useSearchParams();
  const asked = parameters.get('tab');
  const tab = tabs.find((each) => each === asked) ?? 'profile';
  return (
    <Page title={t('profile.title')}>
      {second_factor === 'needed' && (
        <Alert
          className="form-errors"
          type="warning"
          showIcon
          role="alert"
          title={t('profile.second_factor_needed')}
          description={t('profile.second_factor_needed_advice')}
        />
      )}
      <Tabs label={t('profile.title')} present={tab} tabs={tabs.map((key) => ({ key, name: t(`profile.tabs.${key}`), to: `?tab=${key}` }))} />
      {/* A form keeps what was typed; a list's page and cursor are nothing for another tab. */}
      <div hidden={tab !== 'profile'}>
        <Details />
      </div>
      <div hidden={tab !== 'security'} className="stack profile-forms">
        <SecondFactor />
        <Password />
      </div>
      {tab === 'sessions' && <Sessions />}
      {tab === 'sign-ins' && <SignIns />}
    </Page>
  );
}
