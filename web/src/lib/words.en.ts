import { first } from './words.first.en';
import approvals from '../../../locales/web/en/approvals.json';
import audit from '../../../locales/web/en/audit.json';
import channel from '../../../locales/web/en/channel.json';
import credit from '../../../locales/web/en/credit.json';
import directory from '../../../locales/web/en/directory.json';
import outbox from '../../../locales/web/en/outbox.json';
import partners from '../../../locales/web/en/partners.json';
import pricing from '../../../locales/web/en/pricing.json';
import profile from '../../../locales/web/en/profile.json';
import reports from '../../../locales/web/en/reports.json';
import session from '../../../locales/web/en/session.json';
import staff from '../../../locales/web/en/staff.json';

export const english = {
  ...first,
  approvals,
  audit,
  channel,
  credit,
  directory,
  outbox,
  partners,
  pricing,
  profile,
  reports,
  session,
  staff,
};
