import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog, type Side } from '../../components/credit/money_dialog';
import { ProblemNotice } from '../../components/problem_notice';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { useSettings } from '../../lib/session';

type CreditTransaction = Schemas['CreditTransaction'];

/** Which way the opposite of each kind moves credit, in the partner's wallet and in the customer's. */
const ways: Partial<Record<CreditTransaction['kind'], { partner?: Side['way']; account?: Side['way'] }>> = {
  grant: { partner: 'out' },
  top_up: { partner: 'in', account: 'out' },
  reclaim: { partner: 'out', account: 'in' },
  refund: { account: 'out' },
  payout: { partner: 'in', account: 'in' },
};

/** Undoes a transaction by an opposite one: once, and at most what is still there. */
export function ReverseDialog({ transaction, onClose }: { transaction: CreditTransaction; onClose: () => void }) {
  const { t } = useTranslation();
  const { second_person } = useSettings().credit;
  const { id, kind, amount, partner, account } = transaction;
  const way = ways[kind] ?? {};
  // A customer's payout left the partner's wallet as it was.
  const ofPartner = transaction.partner_balance ? way.partner : undefined;
  const ofAccount = account ? way.account : undefined;
  const wallet = useQuery({
    queryKey: ['credit', 'partner-wallet', partner.id],
    queryFn: () => bodyOf(api.GET('/api/v1/partners/{id}/wallet', { params: { path: { id: partner.id } } })),
    enabled: ofPartner !== undefined,
  });
  const credit = useQuery({
    queryKey: ['credit', 'account', account?.id],
    queryFn: () => bodyOf(api.GET('/api/v1/accounts/{id}/credit', { params: { path: { id: account?.id ?? '' } } })),
    enabled: ofAccount !== undefined,
  });
  const sides: Side[] = [
    ...(ofPartner ? [{ name: partner.name, available: wallet.data?.available, way: ofPartner }] : []),
    ...(ofAccount && account ? [{ name: account.name, available: credit.data?.available, way: ofAccount }] : []),
  ];
  const failed = [wallet, credit].find(({ error, data }) => error && !data);
  const whole = money(amount, language());
  return (
    <MoneyDialog
      title={t('credit.reverse.title', { number: transaction.receipt_number })}
      lead={<p>{t('credit.reverse.lead', { amount: whole })}</p>}
      currency={amount.currency}
      sides={sides}
      texts={[{ name: 'reason', label: t('components.reason'), required: t('components.reason_required'), longest: 500 }]}
      initial={amount.amount}
      offersAll
      limit={{ amount: amount.amount, sentence: t('credit.reverse.at_most', { amount: whole }) }}
      secondPersonAbove={second_person.grant}
      question={(sum) => t('credit.reverse.question', { amount: sum, number: transaction.receipt_number })}
      done={(sum) => t('credit.reverse.done', { amount: sum, number: transaction.receipt_number })}
      failure={failed && <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />}
      act={(intent, key) =>
        answerOf(
          api.POST('/api/v1/credit/transactions/{id}/reverse', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { reason: intent.texts.reason ?? '', amount: intent.amount },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
