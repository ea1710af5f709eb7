import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog } from '../../components/credit/money_dialog';
import { ProblemNotice } from '../../components/problem_notice';
import { api } from '../../lib/api';
import { useSettings } from '../../lib/session';
import { useAccountCredit } from './credit_calls';
import type { Customer } from './top_up_dialog';

/** The provider pays what a customer has left to its bank. */
export function PayoutDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const { currency, credit: settings } = useSettings();
  const credit = useAccountCredit(customer.id);
  return (
    <MoneyDialog
      title={t('credit.payout.title', { name: customer.name })}
      lead={<p>{t('credit.payout.lead')}</p>}
      currency={currency}
      sides={[{ name: customer.name, available: credit.data?.body.available, way: 'out' }]}
      texts={[
        {
          name: 'reference',
          label: t('credit.reference'),
          help: t('credit.payout.reference_help'),
          required: t('credit.payout.reference_required'),
          longest: 100,
        },
        { name: 'note', label: t('credit.note'), longest: 500 },
      ]}
      offersAll
      secondPersonAbove={settings.second_person.payout}
      question={(amount) => t('credit.payout.question', { amount, name: customer.name })}
      done={(amount) => t('credit.payout.done', { amount, name: customer.name })}
      failure={credit.error && !credit.data && <ProblemNotice error={credit.error} retry={() => void credit.refetch()} />}
      act={({ amount, texts }, key) =>
        answerOf(
          api.POST('/api/v1/accounts/{id}/payouts', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { amount, reference: texts.reference ?? '', ...(texts.note && { note: texts.note }) },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
