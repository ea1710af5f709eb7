import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, MoneyDialog } from '../../components/credit/money_dialog';
import { walletQuery } from '../../components/credit/wallet_query';
import { ProblemNotice } from '../../components/problem_notice';
import { api } from '../../lib/api';
import { useSettings } from '../../lib/session';
import { useAccountCredit } from './credit_calls';

export interface Customer {
  /** Of the account, not of the registration. */
  id: string;
  name: string;
}

interface TopUpDialogProps {
  customer: Customer;
  origin?: RefObject<HTMLElement | null> | undefined;
  onClose: () => void;
}

/** Moves credit from the own wallet to a customer's. */
export function TopUpDialog({ customer, origin, onClose }: TopUpDialogProps) {
  const { t } = useTranslation();
  const { currency, credit: settings } = useSettings();
  const wallet = useQuery(walletQuery);
  const credit = useAccountCredit(customer.id);
  const failed = [wallet, credit].find(({ error, data }) => error && !data);
  return (
    <MoneyDialog
      title={t('credit.top_up.title', { name: customer.name })}
      currency={currency}
      sides={[
        { name: t('credit.own_wallet'), available: wallet.data?.available, way: 'out' },
        { name: customer.name, available: credit.data?.body.available, way: 'in' },
      ]}
      texts={[{ name: 'note', label: t('credit.note'), help: t('credit.top_up.note_help'), longest: 500 }]}
      presets={settings.presets}
      secondPersonAbove={settings.second_person.top_up}
      question={(amount) => t('credit.top_up.question', { amount, name: customer.name })}
      done={(amount) => t('credit.top_up.done', { amount, name: customer.name })}
      failure={failed && <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />}
      act={({ amount, texts }, key) =>
        answerOf(
          api.POST('/api/v1/accounts/{id}/top-ups', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { amount, ...(texts.note && { note: texts.note }) },
          }),
        )
      }
      origin={origin}
      onClose={onClose}
    />
  );
}
