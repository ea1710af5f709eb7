import { reasons, roles, state_reasons, states } from '../../../locales/en.json';
import app from '../../../locales/web/en/app.json';
import approvals from '../../../locales/web/en/approvals.json';
import audit from '../../../locales/web/en/audit.json';
import components from '../../../locales/web/en/components.json';
import directory from '../../../locales/web/en/directory.json';
import outbox from '../../../locales/web/en/outbox.json';
import partners from '../../../locales/web/en/partners.json';
import profile from '../../../locales/web/en/profile.json';
import registrations from '../../../locales/web/en/registrations.json';
import session from '../../../locales/web/en/session.json';
import staff from '../../../locales/web/en/staff.json';

export const english = {
  reasons,
  roles,
  state_reasons,
  states,
  app,
  approvals,
  audit,
  components,
  directory,
  outbox,
  partners,
  profile,
  registrations,
  session,
  staff,
};
