import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError, UnansweredError } from '../lib/problem';

/** What to say of a failure; the program's own sentence where it gave one. */
export function useSentence(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof ProblemError) {
      const { title, detail, errors } = error.problem;
      const fields = (errors ?? []).map((each) => each.message);
      return [detail ?? title, ...new Set(fields)].join(' ');
    }
    if (error instanceof UnansweredError && error.status === 0) return t('components.no_connection');
    return t('components.failed');
  };
}

/** Something could not be read or done: the sentence, the number to quote, and another try. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const requestId = error instanceof ProblemError || error instanceof UnansweredError ? error.requestId : null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={sentence(error)}
      description={requestId ? <span className="request-id">{t('components.request_id', { id: requestId })}</span> : undefined}
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {t('components.retry')}
          </Button>
        )
      }
    />
  );
}
