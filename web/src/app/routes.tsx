// The table of screens: a path, who may see it, and the feature that shows it, loaded when it is needed.
import { createBrowserRouter, matchPath, type RouteObject } from 'react-router';
import type { Permission } from '../lib/session';
import { needAllWords } from '../lib/words';
import { Crash } from './crash';
import { Frame } from './frame';
import { Allowed } from './allowed';
import { Home } from './home';
import { NotFound } from './not_found';
import { Outside } from './outside';

type Screen = { Component: React.ComponentType };
interface Place {
  path: string;
  needs?: Permission;
  /** Its sentences are among the first ones. */
  first?: true;
  screen: () => Promise<Screen>;
}

const outside: Place[] = [
  { path: '/sign-in', screen: async () => ({ Component: (await import('../features/session/sign_in')).SignIn }) },
  { path: '/invitation/:token', screen: async () => ({ Component: (await import('../features/session/invitation')).Invitation }) },
  { path: '/password-reset', screen: async () => ({ Component: (await import('../features/session/ask_reset')).AskReset }) },
  { path: '/password-reset/:token', screen: async () => ({ Component: (await import('../features/session/reset')).Reset }) },
];

const inside: Place[] = [
  { path: '/accounts', first: true, screen: async () => ({ Component: (await import('../features/registrations/registrations')).Registrations }) },
  {
    path: '/accounts/add',
    needs: 'change_registrations',
    screen: async () => ({ Component: (await import('../features/registrations/add')).Add }),
  },
  { path: '/accounts/:id', screen: async () => ({ Component: (await import('../features/registrations/registration')).Registration }) },
  {
    path: '/accounts/:id/discount',
    needs: 'set_customer_discounts',
    screen: async () => ({ Component: (await import('../features/registrations/set_discount')).SetDiscount }),
  },
  { path: '/approvals', needs: 'read_approvals', screen: async () => ({ Component: (await import('../features/approvals/approvals')).Approvals }) },
  { path: '/approvals/:id', needs: 'read_approvals', screen: async () => ({ Component: (await import('../features/approvals/approval')).Approval }) },
  {
    path: '/approvals/discounts',
    needs: 'read_partner_discounts',
    screen: async () => ({ Component: (await import('../features/discounts/queue')).Queue }),
  },
  {
    path: '/approvals/discounts/:id',
    needs: 'read_partner_discounts',
    screen: async () => ({ Component: (await import('../features/discounts/discount')).Discount }),
  },
  {
    path: '/discounts',
    needs: 'read_partner_discounts',
    screen: async () => ({ Component: (await import('./discounts')).Discounts }),
  },
  {
    path: '/discounts/new',
    needs: 'ask_partner_discounts',
    screen: async () => ({ Component: (await import('../features/discounts/ask')).Ask }),
  },
  {
    path: '/discounts/:id',
    needs: 'read_partner_discounts',
    screen: async () => ({ Component: (await import('../features/discounts/discount')).Discount }),
  },
  { path: '/directory', needs: 'read_directory', screen: async () => ({ Component: (await import('../features/directory/directory')).Directory }) },
  {
    path: '/directory/import',
    needs: 'change_directory',
    screen: async () => ({ Component: (await import('../features/directory/import')).Import }),
  },
  { path: '/directory/:id', needs: 'read_directory', screen: async () => ({ Component: (await import('../features/directory/account')).Account }) },
  { path: '/products', needs: 'read_products', screen: async () => ({ Component: (await import('../features/prices/products')).Products }) },
  { path: '/products/:id', needs: 'read_products', screen: async () => ({ Component: (await import('../features/prices/product')).Product }) },
  { path: '/partners', needs: 'read_partners', screen: async () => ({ Component: (await import('../features/partners/partners')).Partners }) },
  { path: '/partners/add', needs: 'change_partners', screen: async () => ({ Component: (await import('../features/partners/add')).Add }) },
  { path: '/partners/:id', needs: 'read_partners', screen: async () => ({ Component: (await import('../features/partners/partner')).Partner }) },
  { path: '/credit', needs: 'read_credit', screen: async () => ({ Component: (await import('./credit')).Credit }) },
  { path: '/credit/requests', needs: 'read_events', screen: async () => ({ Component: (await import('../features/channel/requests')).Requests }) },
  { path: '/credit/customers', needs: 'read_events', screen: async () => ({ Component: (await import('../features/channel/customers')).Customers }) },
  {
    path: '/credit/differences',
    needs: 'read_events',
    screen: async () => ({ Component: (await import('../features/channel/differences')).Differences }),
  },
  {
    path: '/credit/transactions',
    needs: 'read_events',
    screen: async () => ({ Component: (await import('../features/channel/transactions')).Transactions }),
  },
  {
    path: '/credit/transactions/:id',
    needs: 'read_credit',
    screen: async () => ({ Component: (await import('../features/credit/transaction')).Transaction }),
  },
  { path: '/reports', needs: 'read_credit', screen: async () => ({ Component: (await import('../features/reports/reports')).Reports }) },
  {
    path: '/reports/credit/:report',
    needs: 'read_credit',
    screen: async () => ({ Component: (await import('../features/reports/reports')).Reports }),
  },
  { path: '/staff', screen: async () => ({ Component: (await import('../features/staff/staff')).Staff }) },
  { path: '/outbox', needs: 'read_outbox', screen: async () => ({ Component: (await import('../features/outbox/outbox')).Outbox }) },
  { path: '/outbox/:id', needs: 'read_outbox', screen: async () => ({ Component: (await import('../features/outbox/mail')).Mail }) },
  { path: '/audit', needs: 'read_audit', screen: async () => ({ Component: (await import('../features/audit/audit')).Audit }) },
  { path: '/profile', screen: async () => ({ Component: (await import('../features/profile/profile')).Profile }) },
];

function routeOf(place: Place): RouteObject {
  const { path, needs } = place;
  return {
    path,
    lazy: async () => {
      const { Component } = await load(place);
      if (!needs) return { Component };
      return {
        Component: () => (
          <Allowed needs={needs}>
            <Component />
          </Allowed>
        ),
      };
    },
  };
}

/** The screen, and the words without which it cannot be shown. */
async function load({ screen, first }: Place): Promise<Screen> {
  const [loaded] = await Promise.all([screen(), first ? undefined : needAllWords()]);
  return loaded;
}

/** Begins to load what a path will show, while the program is still asked who is signed in. */
export function loadScreenOf(path: string): void {
  const place = [...outside, ...inside].find((each) => matchPath(each.path, path));
  if (place) load(place).catch(() => undefined);
}

export function makeRouter() {
  return createBrowserRouter([
    { element: <Outside />, errorElement: <Crash />, hydrateFallbackElement: <></>, children: outside.map(routeOf) },
    {
      element: <Frame />,
      errorElement: <Crash />,
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <Crash />,
          children: [{ index: true, element: <Home /> }, ...inside.map(routeOf), { path: '*', element: <NotFound /> }],
        },
      ],
    },
  ]);
}
