import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { RenewCodes } from './renew_codes';
import { TurnOff } from './turn_off';
import { TurnOn } from './turn_on';

type Dialog = 'on' | 'off' | 'codes' | null;

/** Whether one signs in with two factors, and the ways to change that. */
export function SecondFactor() {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog>(null);
  const state = useQuery({ queryKey: ['profile', 'second-factor'], queryFn: () => bodyOf(api.GET('/api/v1/profile/two-factor')) });
  const close = () => {
    setDialog(null);
  };
  return (
    <section className="panel" aria-labelledby="second-factor">
      <div className="row profile-heading">
        <h2 id="second-factor">{t('profile.second_factor')}</h2>
        {state.data && <Tag tone={state.data.enabled ? 'good' : 'quiet'}>{t(state.data.enabled ? 'profile.is_on' : 'profile.is_off')}</Tag>}
      </div>
      {state.data ? (
        <State state={state.data} onAsk={setDialog} />
      ) : state.error ? (
        <ProblemNotice error={state.error} retry={() => void state.refetch()} />
      ) : (
        <Skeleton active title={false} />
      )}
      {dialog === 'on' && <TurnOn onClose={close} />}
      {dialog === 'off' && <TurnOff onClose={close} />}
      {dialog === 'codes' && <RenewCodes onClose={close} />}
    </section>
  );
}

const few = 3;

function State({ state, onAsk }: { state: Schemas['SecondFactor']; onAsk: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  if (!state.enabled) {
    return (
      <div className="stack">
        <p className="profile-lead">{t('profile.second_factor_lead')}</p>
        <p>
          <Button
            type="primary"
            onClick={() => {
              onAsk('on');
            }}
          >
            {t('profile.turn_on')}
          </Button>
        </p>
      </div>
    );
  }
  const left = state.recovery_codes_left;
  return (
    <div className="stack">
      <dl className="facts">
        <div>
          <dt>{t('profile.on_since')}</dt>
          <dd>
            <When at={state.enabled_at} to="minute" />
          </dd>
        </div>
        <div>
          <dt>{t('profile.recovery_codes')}</dt>
          <dd>
            {left > few ? (
              t('profile.codes_left', { count: left })
            ) : (
              <Tag tone={left === 0 ? 'bad' : 'waiting'}>{t('profile.codes_left', { count: left })}</Tag>
            )}
          </dd>
        </div>
      </dl>
      {left <= few && <p>{t('profile.few_codes')}</p>}
      <div className="row">
        <Button
          onClick={() => {
            onAsk('codes');
          }}
        >
          {t('profile.renew_codes')}
        </Button>
        {!state.required && (
          <Button
            danger
            onClick={() => {
              onAsk('off');
            }}
          >
            {t('profile.turn_off')}
          </Button>
        )}
      </div>
      {state.required && <p className="soft">{t('profile.second_factor_required')}</p>}
    </div>
  );
}
