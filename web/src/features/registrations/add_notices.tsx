import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useProblemWords } from './add_rows';
import type { CsvTrouble } from './csv';
import type { Problems } from './problems';
import { type Field, mostRows, type Row } from './rows';

export type Notice =
  | { kind: 'taken'; rows: number; unknownRoles: number }
  | { kind: 'file'; trouble: CsvTrouble | 'no_addresses' }
  | { kind: 'checked'; eligible: number; refused: number }
  | { kind: 'added'; created: number; refused: number };

/** Where the focus goes when something was said. */
export const noticeId = 'add-notice';

/** What became of the last act, above the rows it is about. */
export function NoticeOf({ notice }: { notice: Notice }) {
  return (
    <div id={noticeId} tabIndex={-1} className="notice">
      <Said notice={notice} />
    </div>
  );
}

function Said({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  switch (notice.kind) {
    case 'taken':
      return (
        <Alert
          type={notice.unknownRoles > 0 ? 'warning' : 'info'}
          showIcon
          role="status"
          title={t('registrations.add_page.taken', { count: notice.rows })}
          description={notice.unknownRoles > 0 ? t('registrations.add_page.unknown_roles', { count: notice.unknownRoles }) : undefined}
        />
      );
    case 'file':
      return <Alert type="error" showIcon role="alert" title={t(`registrations.add_page.file.${notice.trouble}`)} />;
    case 'checked':
      return (
        <Alert
          type={notice.refused > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={t('registrations.add_page.checked', { eligible: notice.eligible, refused: notice.refused })}
          description={t('registrations.add_page.checked_lead')}
        />
      );
    case 'added':
      return (
        <Alert
          type={notice.created > 0 ? 'success' : 'warning'}
          showIcon
          role="status"
          title={notice.created > 0 ? t('registrations.add_page.added', { count: notice.created }) : t('registrations.add_page.added_none')}
          description={
            <>
              {notice.refused > 0 && <p>{t('registrations.add_page.added_refused', { count: notice.refused })}</p>}
              {notice.created > 0 && <Link to="/accounts">{t('registrations.add_page.to_list')}</Link>}
            </>
          }
        />
      );
  }
}

/** Rows beyond the limit: kept, and taken when there is room. */
export function RestNotice({ rest, room, onTake, onDrop }: { rest: number; room: boolean; onTake: () => void; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('registrations.add_page.rest', { count: rest, most: number(mostRows, language()) })}
      description={
        <div className="row">
          <span>{t('registrations.add_page.rest_lead')}</span>
          <Button size="small" disabled={!room} onClick={onTake}>
            {t('registrations.add_page.rest_take')}
          </Button>
          <Button size="small" onClick={onDrop}>
            {t('registrations.add_page.rest_drop')}
          </Button>
        </div>
      }
    />
  );
}

export function RestoredNotice({ count, onDrop, onClose }: { count: number; onDrop: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={t('registrations.add_page.restored', { count })}
      closable={{ 'aria-label': t('components.close'), onClose }}
      action={
        <Button size="small" onClick={onDrop}>
          {t('registrations.add_page.restored_drop')}
        </Button>
      }
    />
  );
}

const mostNamed = 8;

/** The rows that cannot be sent, each a way to its field. */
export function ProblemSummary({
  rows,
  problems,
  onGo,
  onRemoveRepeated,
}: {
  rows: readonly Row[];
  problems: Map<number, Problems>;
  onGo: (key: number, field: Field) => void;
  onRemoveRepeated: (keys: number[]) => void;
}) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const wrong = rows.flatMap((row, index) => {
    const found = problems.get(row.key);
    const email = row.refusals.email ?? (found?.email && words.email(found.email));
    const name = row.refusals.friendly_name ?? (found?.friendly_name && words.tooLong);
    const role = row.refusals.role;
    const field: Field = email !== undefined ? 'email' : name !== undefined ? 'friendly_name' : 'role';
    const said = email ?? name ?? role;
    return said === undefined ? [] : [{ key: row.key, number: index + 1, field, said }];
  });
  const repeated = rows.filter(({ key }) => problems.get(key)?.email?.code === 'repeated').map(({ key }) => key);
  if (wrong.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('registrations.add_page.problems', { count: wrong.length })}
      description={
        <>
          <ul className="problem-list">
            {wrong.slice(0, mostNamed).map(({ key, number: line, field, said }) => (
              <li key={key}>
                <a
                  href={`#row-${String(key)}-${field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onGo(key, field);
                  }}
                >
                  {t('registrations.add_page.problem', { number: line, said })}
                </a>
              </li>
            ))}
            {wrong.length > mostNamed && <li>{t('registrations.add_page.more_problems', { count: wrong.length - mostNamed })}</li>}
          </ul>
          {repeated.length > 0 && (
            <Button
              size="small"
              onClick={() => {
                onRemoveRepeated(repeated);
              }}
            >
              {t('registrations.add_page.remove_repeated', { count: repeated.length })}
            </Button>
          )}
        </>
      }
    />
  );
}
