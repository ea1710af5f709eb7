import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { useRoleNames } from '../../components/role_names';
import { Tag } from '../../components/status_tag';
import { type Partner, type StaffRow, useStaff } from './calls';

/** The people of a partner, as much of them as the reader may know. */
export function Staff({ partner, onInviteAgain }: { partner: Partner; onInviteAgain?: (email: string) => void }) {
  const { t } = useTranslation();
  const query = useStaff(partner.id);
  const rows = query.data?.pages.flatMap(({ data }) => data);
  return (
    <section className="panel" aria-labelledby="staff">
      <h2 id="staff">{t('partners.staff')}</h2>
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows === undefined ? (
        <div role="status" aria-label={t('components.waiting')}>
          <Skeleton active title={false} />
        </div>
      ) : rows.length === 0 ? (
        <p className="soft">{t('partners.staff_none')}</p>
      ) : (
        <ul className="people">
          {rows.map((row) => (
            <Person key={row.id} row={row} {...(onInviteAgain ? { onInviteAgain } : {})} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('partners.staff_more')}
        </Button>
      )}
    </section>
  );
}

function Person({ row, onInviteAgain }: { row: StaffRow; onInviteAgain?: (email: string) => void }) {
  const { t } = useTranslation();
  const roleNames = useRoleNames();
  if (!('email' in row)) return <li>{row.name}</li>;
  const { email, name, roles, state } = row;
  return (
    <li>
      <div className="two-lines">
        <strong>{name}</strong>
        <span className="address">{email}</span>
      </div>
      <span>{roleNames('partner', roles)}</span>
      <span className="row">
        {state === 'invited' ? <Tag tone="waiting">{t('partners.invited')}</Tag> : <Tag tone="good">{t('partners.active')}</Tag>}
        {state === 'invited' && roles.includes('partner_admin') && onInviteAgain && (
          <Button
            size="small"
            aria-label={t('partners.invite_again_whom', { name })}
            onClick={() => {
              onInviteAgain(email);
            }}
          >
            {t('partners.invite_again')}
          </Button>
        )}
      </span>
    </li>
  );
}
