// The rules of an approval beside today's facts, as the program will judge them when somebody approves. Rules that
// the facts do not show (another partner has the account by now) are known only from the last time they were judged.
import type { Schemas } from '../../lib/api';

export type Approval = Schemas['Approval'];
export type RuleCode = Schemas['RuleCode'];
export type Account = Schemas['Account'];

export interface Judged {
  code: RuleCode;
  met: boolean;
}

type FactRule = Exclude<
  RuleCode,
  'is_own_account' | 'is_partner' | 'belongs_to_partner' | 'already_requested' | 'declined_recently' | 'check_limit_reached' | 'not_eligible'
>;

const byFacts: Record<Exclude<FactRule, 'account_not_found' | 'is_provider_customer'>, (facts: Account) => boolean> = {
  not_verified: (facts) => facts.verified,
  has_credit_balance: (facts) => facts.credit_balance.amount === 0 && facts.credit_held.amount === 0,
  has_credit_advance: (facts) => facts.credit_advance.amount === 0,
  has_services_in_use: (facts) => facts.services_in_use === 0,
  has_provider_discount: (facts) => !facts.provider_discount,
  in_poc: (facts) => !facts.in_poc,
  not_prepaid: (facts) => facts.payment_type === 'prepaid',
};

/** The account that the customer agreed for is there, under the address of the request. */
export function isFound({ facts, email }: Pick<Approval, 'facts' | 'email'>): boolean {
  return facts !== null && facts.email === email;
}

export function judge(
  approval: Pick<Approval, 'facts' | 'email' | 'unmet_rules'>,
  existingCustomer: Schemas['Settings']['existing_customer'],
): Judged[] {
  const { facts, unmet_rules } = approval;
  const judged: Judged[] = [{ code: 'account_not_found', met: isFound(approval) }];
  if (facts === null || !isFound(approval)) return judged;
  for (const [code, met] of Object.entries(byFacts)) judged.push({ code: code as RuleCode, met: met(facts) });
  if (existingCustomer === 'refuse') judged.push({ code: 'is_provider_customer', met: !facts.provider_customer });
  const seen = new Set(judged.map(({ code }) => code));
  for (const code of unmet_rules) if (!seen.has(code) && code !== 'is_provider_customer') judged.push({ code, met: false });
  return judged;
}

export function unmet(judged: Judged[]): RuleCode[] {
  return judged.filter(({ met }) => !met).map(({ code }) => code);
}
