// What the list of accounts says, where the day begins: the rest comes with the screens that need it.
import { reasons, roles, state_reasons, states } from '../../../locales/en.json';
import app from '../../../locales/web/en/app.json';
import components from '../../../locales/web/en/components.json';
import registrations from '../../../locales/web/en/registrations.json';

export const first = { reasons, roles, state_reasons, states, app, components, registrations };
