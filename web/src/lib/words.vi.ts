import { reasons, roles, state_reasons, states } from '../../../locales/vi.json';
import app from '../../../locales/web/vi/app.json';
import approvals from '../../../locales/web/vi/approvals.json';
import audit from '../../../locales/web/vi/audit.json';
import components from '../../../locales/web/vi/components.json';
import directory from '../../../locales/web/vi/directory.json';
import outbox from '../../../locales/web/vi/outbox.json';
import partners from '../../../locales/web/vi/partners.json';
import profile from '../../../locales/web/vi/profile.json';
import registrations from '../../../locales/web/vi/registrations.json';
import session from '../../../locales/web/vi/session.json';
import staff from '../../../locales/web/vi/staff.json';

export const vietnamese = {
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
