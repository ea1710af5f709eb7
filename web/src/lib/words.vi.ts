import { first } from './words.first.vi';
import approvals from '../../../locales/web/vi/approvals.json';
import audit from '../../../locales/web/vi/audit.json';
import channel from '../../../locales/web/vi/channel.json';
import credit from '../../../locales/web/vi/credit.json';
import directory from '../../../locales/web/vi/directory.json';
import outbox from '../../../locales/web/vi/outbox.json';
import partners from '../../../locales/web/vi/partners.json';
import pricing from '../../../locales/web/vi/pricing.json';
import profile from '../../../locales/web/vi/profile.json';
import reports from '../../../locales/web/vi/reports.json';
import session from '../../../locales/web/vi/session.json';
import staff from '../../../locales/web/vi/staff.json';

export const vietnamese = {
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
