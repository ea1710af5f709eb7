import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog } from '../../components/credit/money_dialog';
import { walletQuery } from '../../components/credit/wallet_query';
import { ProblemNotice } from '../../components/problem_notice';
import { api } from '../../lib/api';
import { useSettings } from '../../lib/session';
import { useAccountCredit } from './credit_calls';
import type { Customer } from './top_up_dialog';

/** Takes unused credit back from a customer who agreed to that. */
export function ReclaimDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const { currency, credit: settings } = useSettings();
  const wallet = useQuery(walletQuery);
  const credit = useAccountCredit(customer.id);
  const failed = [wallet, credit].find(({ error, data }) => error && !data);
  return (
    <MoneyDialog
      title={t('credit.reclaim.title', { name: customer.name })}
      lead={<p>{t('credit.reclaim.lead')}</p>}
      currency={currency}
      sides={[
        { name: customer.name, available: credit.data?.body.available, way: 'out' },
        { name: t('credit.own_wallet'), available: wallet.data?.available, way: 'in' },
      ]}
      texts={[{ name: 'reason', label: t('components.reason'), required: t('components.reason_required'), longest: 500 }]}
      offersAll
      secondPersonAbove={settings.second_person.top_up}
      question={(amount) => t('credit.reclaim.question', { amount, name: customer.name })}
      done={(amount) => t('credit.reclaim.done', { amount, name: customer.name })}
      failure={failed && <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />}
      act={({ amount, texts }, key) =>
        answerOf(
          api.POST('/api/v1/accounts/{id}/reclaims', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { amount, reason: texts.reason ?? '' },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
