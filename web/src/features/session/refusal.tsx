import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { ProblemError } from '../../lib/problem';
import type { Attempt } from './use_attempt';

/** Why an attempt failed. How long to wait counts on the button, not here, where each second would be read aloud. */
export function Refusal({ attempt: { failure, seconds } }: { attempt: Attempt }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  if (failure instanceof ProblemError && failure.retryAfterSeconds !== null) {
    if (seconds === 0) return <Alert className="form-errors" type="info" showIcon role="status" title={t('session.may_try_again')} />;
    return (
      <Alert
        className="form-errors"
        type="warning"
        showIcon
        role="alert"
        title={failure.code === 'identity.too_many_tries' ? t('session.too_many_tries') : failure.problem.title}
        description={t('session.too_many_tries_advice')}
      />
    );
  }
  // Not the program's number: nobody needs help to see that a password was mistyped.
  if (failure instanceof ProblemError && failure.status === 401) {
    return <Alert className="form-errors" type="error" showIcon role="alert" title={failure.problem.detail ?? failure.problem.title} />;
  }
  return (
    <div className="form-errors">
      <ProblemNotice error={failure} />
    </div>
  );
}
