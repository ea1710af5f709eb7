import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog } from '../../components/credit/money_dialog';
import { ProblemNotice } from '../../components/problem_notice';
import { api } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { useSettings } from '../../lib/session';
import { type Partner, usePartnerWallet } from './calls';

/** Pays what a partner has in its wallet to its bank. */
export function PayoutDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { currency, credit } = useSettings();
  const wallet = usePartnerWallet(partner.id);
  const { name } = partner;
  return (
    <MoneyDialog
      title={t('partners.credit.pay_out_to', { name })}
      lead={<p>{t('partners.credit.pay_out_lead')}</p>}
      currency={currency}
      sides={[{ name, available: wallet.data?.available, way: 'out' }]}
      texts={[
        {
          name: 'reference',
          label: t('credit.reference'),
          help: t('partners.credit.payout_reference_help'),
          required: t('partners.credit.reference_required'),
          longest: 100,
        },
        { name: 'note', label: t('credit.note'), longest: 500 },
      ]}
      offersAll
      secondPersonAbove={credit.second_person.payout}
      question={(amount) => t('partners.credit.pay_out_question', { amount, name })}
      done={(amount) => t('partners.credit.paid_out', { amount, name })}
      failure={wallet.error && !wallet.data && <ProblemNotice error={wallet.error} retry={() => void wallet.refetch()} />}
      act={({ amount, texts }, key) =>
        answerOf(
          api.POST('/api/v1/partners/{id}/payouts', {
            params: { path: { id: partner.id }, header: { 'Idempotency-Key': key } },
            body: { amount, reference: texts.reference ?? '', ...(texts.note && { note: texts.note }) },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
