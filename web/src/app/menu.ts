// The menu of the glossary, as far as it exists and the reader may go there.
import {
  AuditOutlined,
  BarChartOutlined,
  CheckCircleOutlined,
  CloudServerOutlined,
  FileSearchOutlined,
  MailOutlined,
  PercentageOutlined,
  ShopOutlined,
  TagsOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import { may, type Permission, type User } from '../lib/session';

export interface Entry {
  path: string;
  key:
    | 'approvals'
    | 'accounts'
    | 'customer_accounts'
    | 'credit'
    | 'credit_history'
    | 'credit_reports'
    | 'directory'
    | 'partners'
    | 'partner_discounts'
    | 'products'
    | 'reports'
    | 'staff'
    | 'outbox'
    | 'audit';
  icon: typeof TeamOutlined;
  needs?: Permission;
  /** Under a heading of its own together with its neighbours. */
  group?: 'reports';
  /** What its number counts. */
  waits?: 'approvals' | 'credit';
}

const partner: Entry[] = [
  { path: '/discounts', key: 'partner_discounts', icon: PercentageOutlined, needs: 'read_partner_discounts' },
  { path: '/accounts', key: 'accounts', icon: AuditOutlined },
  { path: '/credit', key: 'credit_history', icon: WalletOutlined, needs: 'change_credit', group: 'reports', waits: 'credit' },
  { path: '/reports', key: 'credit_reports', icon: BarChartOutlined, needs: 'read_credit', group: 'reports' },
  { path: '/staff', key: 'staff', icon: TeamOutlined },
  { path: '/audit', key: 'audit', icon: FileSearchOutlined, needs: 'read_audit' },
];
const provider: Entry[] = [
  { path: '/approvals', key: 'approvals', icon: CheckCircleOutlined, needs: 'read_approvals', waits: 'approvals' },
  { path: '/accounts', key: 'customer_accounts', icon: AuditOutlined },
  { path: '/directory', key: 'directory', icon: CloudServerOutlined, needs: 'read_directory' },
  { path: '/partners', key: 'partners', icon: ShopOutlined, needs: 'read_partners' },
  { path: '/products', key: 'products', icon: TagsOutlined, needs: 'read_products' },
  { path: '/credit', key: 'credit', icon: WalletOutlined, needs: 'read_credit', waits: 'credit' },
  { path: '/reports', key: 'reports', icon: BarChartOutlined, needs: 'read_credit' },
  { path: '/staff', key: 'staff', icon: TeamOutlined },
  { path: '/outbox', key: 'outbox', icon: MailOutlined, needs: 'read_outbox' },
  { path: '/audit', key: 'audit', icon: FileSearchOutlined, needs: 'read_audit' },
];

/** Neighbours of one heading stand together; those without one stand alone. */
export interface MenuPart {
  group: Entry['group'];
  entries: Entry[];
}

export function menuOf(user: User): MenuPart[] {
  const parts: MenuPart[] = [];
  for (const entry of user.audience === 'partner' ? partner : provider) {
    if (entry.needs && !may(user, entry.needs)) continue;
    const last = parts.at(-1);
    if (last && last.group === entry.group) last.entries.push(entry);
    else parts.push({ group: entry.group, entries: [entry] });
  }
  return parts;
}
