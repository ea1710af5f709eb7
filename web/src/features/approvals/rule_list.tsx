import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/money';
import type { Account, Approval, Judged, RuleCode } from './rules';

/** Each rule, whether it is met, and the fact of today that says so. */
export function RuleList({ judged, approval }: { judged: Judged[]; approval: Approval }) {
  const { t } = useTranslation();
  const sentence = useRuleSentence();
  return (
    <ul className="rules">
      {judged.map(({ code, met }) => (
        <li key={code} className={met ? 'met' : 'unmet'}>
          {met ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
          <div>
            <span className="rule">{t(`approvals.rules.${code}`)}</span>
            {!met && <span className="rule-why">{sentence(code)}</span>}
          </div>
          <span className="rule-fact">{approval.facts && <Fact code={code} facts={approval.facts} met={met} />}</span>
          <span className="rule-verdict">{met ? t('approvals.met') : t('approvals.unmet')}</span>
        </li>
      ))}
    </ul>
  );
}

/** The reason in the words that partners read, but for those that say "your company". */
export function useRuleSentence(): (code: RuleCode) => string {
  const { t } = useTranslation();
  return (code) => {
    if (code === 'is_own_account' || code === 'declined_recently' || code === 'account_not_found') return t(`approvals.for_provider.${code}`);
    return t(`reasons.${code}.message`);
  };
}

function Fact({ code, facts, met }: { code: RuleCode; facts: Account; met: boolean }): ReactNode {
  const { t } = useTranslation();
  const yesNo = (yes: boolean) => (yes ? t('approvals.yes') : t('approvals.no'));
  switch (code) {
    case 'account_not_found':
      return met ? null : <span className="address">{facts.email}</span>;
    case 'not_verified':
      return facts.verified ? t('approvals.verified') : t('approvals.not_verified');
    case 'has_credit_balance':
      return (
        <>
          <Money of={facts.credit_balance} />
          {facts.credit_held.amount !== 0 && (
            <>
              {' · '}
              {t('approvals.held')} <Money of={facts.credit_held} />
            </>
          )}
        </>
      );
    case 'has_credit_advance':
      return <Money of={facts.credit_advance} />;
    case 'has_services_in_use':
      return t('approvals.services', { count: facts.services_in_use });
    case 'has_provider_discount':
      return yesNo(facts.provider_discount);
    case 'in_poc':
      return yesNo(facts.in_poc);
    case 'not_prepaid':
      return facts.payment_type === 'prepaid' ? t('approvals.prepaid') : t('approvals.postpaid');
    case 'is_provider_customer':
      return yesNo(facts.provider_customer);
    default:
      return null;
  }
}
