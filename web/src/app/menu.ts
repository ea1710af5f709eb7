// The menu of the glossary, as far as it exists and the reader may go there.
import {
  AuditOutlined,
  CheckCircleOutlined,
  CloudServerOutlined,
  FileSearchOutlined,
  MailOutlined,
  ShopOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { may, type Permission, type User } from '../lib/session';

interface Entry {
  path: string;
  key: 'approvals' | 'accounts' | 'customer_accounts' | 'directory' | 'partners' | 'staff' | 'outbox' | 'audit';
  icon: typeof TeamOutlined;
  needs?: Permission;
}

const partner: Entry[] = [
  { path: '/accounts', key: 'accounts', icon: AuditOutlined },
  { path: '/staff', key: 'staff', icon: TeamOutlined },
  { path: '/audit', key: 'audit', icon: FileSearchOutlined, needs: 'read_audit' },
];
const provider: Entry[] = [
  { path: '/approvals', key: 'approvals', icon: CheckCircleOutlined, needs: 'read_approvals' },
  { path: '/accounts', key: 'customer_accounts', icon: AuditOutlined },
  { path: '/directory', key: 'directory', icon: CloudServerOutlined, needs: 'read_directory' },
  { path: '/partners', key: 'partners', icon: ShopOutlined, needs: 'read_partners' },
  { path: '/staff', key: 'staff', icon: TeamOutlined },
  { path: '/outbox', key: 'outbox', icon: MailOutlined, needs: 'read_outbox' },
  { path: '/audit', key: 'audit', icon: FileSearchOutlined, needs: 'read_audit' },
];

export function menuOf(user: User): Entry[] {
  return (user.audience === 'partner' ? partner : provider).filter(({ needs }) => !needs || may(user, needs));
}
