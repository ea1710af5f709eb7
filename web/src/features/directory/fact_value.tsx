import { useTranslation } from 'react-i18next';
import { Money } from '../../components/money';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import type { Account, Fact } from './differences';

/** One fact of an account in words. */
export function FactValue({ account, fact }: { account: Account; fact: Fact }) {
  const { t } = useTranslation();
  switch (fact) {
    case 'email':
    case 'name':
      return account[fact];
    case 'external_id':
      return account.external_id ?? '–';
    case 'kind':
      return t(`directory.kinds.${account.kind}`);
    case 'language':
      return t(`directory.languages.${account.language}`);
    case 'payment_type':
      return t(`directory.payment_types.${account.payment_type}`);
    case 'credit_balance':
    case 'credit_held':
    case 'credit_advance':
      return <Money of={account[fact]} />;
    case 'services_in_use':
      return <span className="figures">{number(account.services_in_use, language())}</span>;
    case 'verified':
    case 'provider_discount':
    case 'in_poc':
    case 'provider_customer':
      return account[fact] ? t('directory.yes') : t('directory.no');
  }
}
