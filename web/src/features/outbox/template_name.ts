import { useTranslation } from 'react-i18next';

const known = [
  'approval_needed',
  'approval_not_needed',
  'approval_overdue',
  'consent',
  'consent_reminder',
  'credit_alert',
  'credit_alert_customer',
  'customer_discount_ending',
  'ended',
  'invitation',
  'outcome_confirmed',
  'outcome_rejected',
  'partner_confirmed',
  'partner_declined',
  'partner_discount_approved',
  'partner_discount_asked',
  'partner_discount_began',
  'partner_discount_rejected',
  'partner_expired',
  'partner_rejected',
  'partner_rule_failed',
  'partner_superseded',
  'password_changed',
  'password_reset',
  'price_rise',
  'receipt',
  'receipt_confirmed',
  'recovery_code_used',
  'reported',
  'retracted',
  'second_factor_off',
  'second_factor_on',
  'second_factor_reset',
  'withdrawn',
] as const;

/** What a mail is for, in words; a template that the page does not know is named by its code. */
export function useTemplateName(): (template: string) => string {
  const { t } = useTranslation();
  return (template) => {
    const found = known.find((each) => each === template);
    return found === undefined ? template : t(`outbox.templates.${found}`);
  };
}
