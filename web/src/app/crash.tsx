import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ProblemNotice } from '../components/problem_notice';

/** A screen that could not be shown, e.g. because the page was renewed on the server meanwhile. */
export function Crash() {
  const { t } = useTranslation();
  const error = useRouteError();
  console.warn(error);
  return (
    <div className="crash">
      <h1>{t('app.crash')}</h1>
      <ProblemNotice error={error} />
      <Button
        type="primary"
        onClick={() => {
          globalThis.location.reload();
        }}
      >
        {t('app.reload')}
      </Button>
    </div>
  );
}
