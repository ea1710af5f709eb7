import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

export interface Wrong {
  /** Of the field that it leads to. */
  id: string;
  sentence: string;
}

/** What is left when something else was typed there. */
export function without(wrong: Wrong[], id: string): Wrong[] {
  return wrong.some((each) => each.id === id) ? wrong.filter((each) => each.id !== id) : wrong;
}

/** Once it is drawn: a field may only come with what is wrong with it. */
export function focusField(id: string): void {
  requestAnimationFrame(() => {
    document.getElementById(id)?.focus();
  });
}

/** What is wrong with a form, above it; each sentence leads to its field. */
export function ErrorSummary({ wrong }: { wrong: readonly Wrong[] }) {
  const { t } = useTranslation();
  if (wrong.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="form-errors"
      title={t('components.form_errors')}
      description={
        <ul>
          {wrong.map(({ id, sentence }) => (
            <li key={`${id} ${sentence}`}>
              <button
                type="button"
                className="link"
                onClick={() => {
                  focusField(id);
                }}
              >
                {sentence}
              </button>
            </li>
          ))}
        </ul>
      }
    />
  );
}
