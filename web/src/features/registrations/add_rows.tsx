import { type ClipboardEvent, type KeyboardEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../lib/session';
import { AddRow, type RowProps } from './add_row';
import { clean, isBlock } from './paste';
import type { EmailProblem, Problems } from './problems';
import { type Field, fields, type Row } from './rows';

type Hands = Pick<RowProps, 'onType' | 'onRemove'> & {
  onLeave: (key: number) => void;
  /** Enter in this row. */
  onEnter: (key: number) => void;
  onBlock: (key: number, field: Field, text: string) => void;
};

/** Where an event happened: events of all rows are heard once, above them. */
function placeOf(target: EventTarget): { key: number; field: Field } | null {
  const [, key, name] = /^row-(\d+)-(\w+)$/.exec((target as HTMLElement).id) ?? [];
  const field = fields.find((each) => each === name);
  return key === undefined || field === undefined ? null : { key: Number(key), field };
}

export function AddRows({ rows, problems, hands }: { rows: readonly Row[]; problems: Map<number, Problems>; hands: Hands }) {
  const { t } = useTranslation();
  const { roles, provider } = useSettings();
  const words = useProblemWords();
  const enter = (event: KeyboardEvent) => {
    const place = placeOf(event.target);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || place === null) return;
    event.preventDefault();
    hands.onEnter(place.key);
  };
  const paste = (event: ClipboardEvent) => {
    const place = placeOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    if (place === null || text === '') return;
    if (isBlock(text)) {
      event.preventDefault();
      hands.onBlock(place.key, place.field, text);
      return;
    }
    const cleaned = clean(text);
    if (cleaned === text || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.target;
    const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    hands.onType(place.key, place.field, value.slice(0, from) + cleaned + value.slice(to));
  };
  return (
    <>
      <div className="add-row add-heads" aria-hidden>
        <span />
        <span>{t('registrations.add_page.email')}</span>
        <span>{t('registrations.friendly_name')}</span>
        <span>{t('registrations.columns.role')}</span>
      </div>
      <ol
        className="add-rows"
        aria-label={t('registrations.add_page.rows')}
        onKeyDown={enter}
        onPaste={paste}
        onBlur={({ target, relatedTarget }) => {
          const place = placeOf(target);
          const next = relatedTarget && placeOf(relatedTarget);
          if (place !== null && next?.key !== place.key) hands.onLeave(place.key);
        }}
      >
        {rows.map((row, index) => {
          const found = row.left ? problems.get(row.key) : undefined;
          return (
            <AddRow
              key={row.key}
              row={row}
              number={index + 1}
              emailError={row.refusals.email ?? (found?.email && words.email(found.email))}
              nameError={row.refusals.friendly_name ?? (found?.friendly_name && words.tooLong)}
              roles={roles}
              signUpUrl={provider.sign_up_url}
              onType={hands.onType}
              onRemove={hands.onRemove}
            />
          );
        })}
      </ol>
    </>
  );
}

export function useProblemWords() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      email: (problem: EmailProblem) =>
        problem.code === 'repeated' ? t('registrations.add_page.repeated', { row: problem.row }) : t(`registrations.add_page.${problem.code}`),
      tooLong: t('registrations.add_page.too_long'),
    }),
    [t],
  );
}
