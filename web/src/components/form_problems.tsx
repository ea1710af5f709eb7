import { Alert, type FormInstance } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, isProblem, type ProblemError } from '../lib/problem';
import { ProblemNotice } from './problem_notice';

interface Wrong {
  field: string;
  sentence: string;
}

/** By the pointers of the problem, else by its code. */
function fieldsOf<Field extends string>(error: ProblemError, places: Record<string, Field>): ReturnType<typeof byField<Field>> {
  const found = byField(error, places);
  const field = places[error.code];
  if (Object.keys(found.fields).length > 0 || field === undefined) return found;
  return { fields: { [field]: [error.problem.detail ?? error.problem.title] } as Partial<Record<Field, string[]>>, rest: found.rest };
}

/**
 * What is wrong with a form, said above it and under each field: what the form itself finds, and what the program
 * refuses. `places` maps the program's pointers ("/email") and, for problems that point nowhere, their codes to fields.
 */
export function useFormProblems<Values extends object>(
  form: FormInstance<Values>,
  places: Record<string, keyof Values & string>,
): {
  onFinishFailed: (failed: { errorFields: { name: (string | number)[]; errors: string[] }[] }) => void;
  refuse: (error: unknown) => void;
  clear: () => void;
  notice: ReactNode;
} {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const focus = (field: string) => (form as FormInstance).focusField(field);
  return {
    onFinishFailed: ({ errorFields }) => {
      setFailure(null);
      setWrong(errorFields.flatMap(({ name, errors }) => errors.map((sentence) => ({ field: name.join('.'), sentence }))));
    },
    refuse: (error) => {
      const found = isProblem(error) ? fieldsOf(error, places) : null;
      const fields = Object.entries<string[] | undefined>(found?.fields ?? {});
      if (!found || fields.length === 0 || found.rest.length > 0) {
        setFailure(error);
        setWrong([]);
        return;
      }
      setFailure(null);
      for (const [field, errors] of fields) (form as FormInstance).setFields([{ name: field, errors: errors ?? [] }]);
      setWrong(fields.flatMap(([field, errors]) => (errors ?? []).map((sentence) => ({ field, sentence }))));
      if (fields[0]) focus(fields[0][0]);
    },
    clear: () => {
      setWrong([]);
      setFailure(null);
    },
    notice: (
      <>
        {failure !== null && <ProblemNotice error={failure} />}
        {wrong.length > 0 && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="form-errors"
            title={t('components.form_errors')}
            description={
              <ul>
                {wrong.map(({ field, sentence }) => (
                  <li key={`${field} ${sentence}`}>
                    <button
                      type="button"
                      className="link"
                      onClick={() => {
                        focus(field);
                      }}
                    >
                      {sentence}
                    </button>
                  </li>
                ))}
              </ul>
            }
          />
        )}
      </>
    ),
  };
}
