import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { Empty } from '../../components/empty';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { isProblem } from '../../lib/problem';
import { readAccountCredit } from './credit_calls';
import { listRegistrations } from './list_query';

/** The registration by which an account is, or last was, the partner's customer. */
async function registrationOf(accountId: string): Promise<string | null> {
  const { body } = await readAccountCredit(accountId);
  const { data } = await listRegistrations({ q: body.account.email, status: ['confirmed', 'ended'], sort: '-confirmed_at', limit: 50 });
  const own = data.filter(({ account_id, partner }) => account_id === accountId && partner.id === body.partner.id);
  return (own.find(({ status }) => status === 'confirmed') ?? own[0])?.id ?? null;
}

/** The ledger knows accounts, this room registrations: the address of the one leads to the other. */
export function OfAccount({ id }: { id: string }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const found = useQuery({ queryKey: ['registrations', 'of-account', id], queryFn: () => registrationOf(id) });
  if (found.data) return <Navigate to={`/accounts/${found.data}${search}`} replace />;
  return (
    <Page title={t('registrations.account.title')}>
      {found.data === null || isProblem(found.error, 'not_found', 'invalid_id') ? (
        <Empty title={t('registrations.account.not_found')} action={<Link to="/accounts">{t('registrations.account.to_list')}</Link>}>
          {t('registrations.account.not_found_advice')}
        </Empty>
      ) : (
        found.error && <ProblemNotice error={found.error} retry={() => void found.refetch()} />
      )}
    </Page>
  );
}
