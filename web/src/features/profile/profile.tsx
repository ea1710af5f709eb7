import { Alert, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../components/page';
import { useSession } from '../../lib/session';
import '../../styles/antd_rest.css';
import { Details } from './details';
import { Password } from './password';
import './profile.css';
import { SecondFactor } from './second_factor';
import { Sessions } from './sessions';
import { SignIns } from './sign_ins';

const tabs = ['profile', 'security', 'sessions', 'sign-ins'] as const;
type Tab = (typeof tabs)[number];

/** One's own: name and language, password and second factor, where one is signed in. */
export function Profile() {
  const { t } = useTranslation();
  const { second_factor } = useSession();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('tab');
  const tab = tabs.find((each) => each === asked) ?? 'profile';
  const content: Record<Tab, React.ReactNode> = {
    profile: <Details />,
    security: (
      <div className="stack profile-forms">
        <SecondFactor />
        <Password />
      </div>
    ),
    sessions: <Sessions />,
    'sign-ins': <SignIns />,
  };
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
      <Tabs
        activeKey={tab}
        // A list's page and cursor are nothing for another tab; a form keeps what was typed.
        items={tabs.map((each) => ({
          key: each,
          label: t(`profile.tabs.${each}`),
          children: content[each],
          destroyOnHidden: each === 'sessions' || each === 'sign-ins',
        }))}
        onChange={(chosen) => {
          setParameters({ tab: chosen });
        }}
      />
    </Page>
  );
}
