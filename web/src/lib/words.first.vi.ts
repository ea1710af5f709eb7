// What the list of accounts says, where the day begins: the rest comes with the screens that need it.
import { reasons, roles, state_reasons, states } from '../../../locales/vi.json';
import app from '../../../locales/web/vi/app.json';
import components from '../../../locales/web/vi/components.json';
import registrations from '../../../locales/web/vi/registrations.json';

export const first = { reasons, roles, state_reasons, states, app, components, registrations };
