import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog } from '../../components/credit/money_dialog';
import { ProblemNotice } from '../../components/problem_notice';
import { api } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { useSettings } from '../../lib/session';
import { type Partner, usePartnerWallet } from './calls';

/** Gives a partner credit for a payment that it made. */
export function GrantDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const { currency, credit } = useSettings();
  const wallet = usePartnerWallet(partner.id);
  const { name } = partner;
  return (
    <MoneyDialog
      title={t('partners.credit.grant_to', { name })}
      lead={<p>{t('partners.credit.grant_lead')}</p>}
      currency={currency}
      sides={[{ name, available: wallet.data?.available, way: 'in' }]}
      texts={[
        {
          name: 'reference',
          label: t('credit.reference'),
          help: t('partners.credit.reference_help'),
          required: t('partners.credit.reference_required'),
          longest: 100,
        },
        { name: 'note', label: t('credit.note'), longest: 500 },
      ]}
      secondPersonAbove={credit.second_person.grant}
      question={(amount) => t('partners.credit.grant_question', { amount, name })}
      done={(amount) => t('partners.credit.granted', { amount, name })}
      failure={wallet.error && !wallet.data && <ProblemNotice error={wallet.error} retry={() => void wallet.refetch()} />}
      act={({ amount, texts }, key) =>
        answerOf(
          api.POST('/api/v1/credit/grants', {
            params: { header: { 'Idempotency-Key': key } },
            body: { partner_id: partner.id, amount, reference: texts.reference ?? '', ...(texts.note && { note: texts.note }) },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
