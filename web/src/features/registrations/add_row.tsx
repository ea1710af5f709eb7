import { CloseOutlined } from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { Tag } from '../../components/status_tag';
import { type Field, longestName, type Row } from './rows';

export interface RowProps {
  row: Row;
  number: number;
  emailError: string | undefined;
  nameError: string | undefined;
  roles: readonly string[];
  signUpUrl: string;
  onType: (key: number, field: Field, value: string) => void;
  onRemove: (key: number) => void;
}

export function fieldId(key: number, field: Field): string {
  return `row-${String(key)}-${field}`;
}

/** One customer: light inputs, since there may be a thousand, and drawn again only when this row changed. */
export const AddRow = memo(function AddRow({ row, number, emailError, nameError, roles, signUpUrl, onType, onRemove }: RowProps) {
  const { t } = useTranslation();
  const roleError = row.refusals.role;
  return (
    <li className="add-row" data-key={row.key}>
      <span className="add-number figures" aria-hidden>
        {number}
      </span>
      <Labelled id={fieldId(row.key, 'email')} label={t('registrations.add_page.email')} number={number} error={emailError}>
        <input
          {...fieldOf(row, 'email', emailError)}
          type="text"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          aria-required
          onChange={({ target }) => {
            onType(row.key, 'email', target.value);
          }}
        />
      </Labelled>
      <Labelled id={fieldId(row.key, 'friendly_name')} label={t('registrations.friendly_name')} number={number} error={nameError}>
        <input
          {...fieldOf(row, 'friendly_name', nameError)}
          type="text"
          maxLength={row.friendly_name.length > longestName ? undefined : longestName}
          onChange={({ target }) => {
            onType(row.key, 'friendly_name', target.value);
          }}
        />
      </Labelled>
      <Labelled id={fieldId(row.key, 'role')} label={t('registrations.columns.role')} number={number} error={roleError}>
        <select
          {...fieldOf(row, 'role', roleError)}
          onChange={({ target }) => {
            onType(row.key, 'role', target.value);
          }}
        >
          {(roles.includes(row.role) ? roles : [...roles, row.role]).map((role) => (
            <option key={role} value={role}>
              {role}
            </option>
          ))}
        </select>
      </Labelled>
      <button
        type="button"
        className="add-remove"
        aria-label={t('registrations.add_page.remove', { number })}
        onClick={() => {
          onRemove(row.key);
        }}
      >
        <CloseOutlined aria-hidden />
      </button>
      {row.verdict && <Verdict verdict={row.verdict} signUpUrl={signUpUrl} />}
    </li>
  );
});

function fieldOf(row: Row, field: Field, error: string | undefined) {
  const id = fieldId(row.key, field);
  return {
    id,
    className: 'plain-input',
    value: row[field],
    autoComplete: 'off',
    'aria-invalid': error !== undefined,
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
  };
}

function Labelled({
  id,
  label,
  number,
  error,
  children,
}: {
  id: string;
  label: string;
  number: number;
  error: string | undefined;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="add-field">
      <label htmlFor={id}>
        {label} <span className="unseen">{t('registrations.add_page.of_row', { number })}</span>
      </label>
      {children}
      {error !== undefined && (
        <span id={`${id}-error`} className="field-error">
          {error}
        </span>
      )}
    </div>
  );
}

/** What the rules say of this account: all that fail, each with what to do. */
function Verdict({ verdict, signUpUrl }: { verdict: NonNullable<Row['verdict']>; signUpUrl: string }) {
  const { t } = useTranslation();
  if (verdict.outcome === 'eligible') {
    return (
      <div className="verdict">
        <Tag tone="good">{t('registrations.add_page.eligible')}</Tag>
      </div>
    );
  }
  return (
    <div className="verdict refused">
      <Tag tone="bad">{t('registrations.add_page.refused')}</Tag>
      <ul>
        {verdict.reasons.map(({ code, message, action }) => (
          <li key={code}>
            <strong>{message}</strong> {action}
            {code === 'account_not_found' && (
              <div>
                <CopyButton size="small" text={signUpUrl} label={t('registrations.add_page.copy_sign_up')} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
