import { useTranslation } from 'react-i18next';
import { registrationStatuses } from '../../components/status_tag';
import { useRoleNames } from '../../components/role_names';
import { When } from '../../components/when';
import type { Role } from '../../lib/session';
import type { AuditRow } from './calls';
import { details as known, type Detail } from './changes';

/** What the trail says beside the verb, name by name. */
export function Details({ row, nameOf }: { row: AuditRow; nameOf: (id: string) => string | undefined }) {
  const { t } = useTranslation();
  const { roles, roles_before } = row.details;
  // That roles are as they were is no news.
  const entries = Object.entries(row.details).filter(
    ([name, value]) => value !== '' && (name !== 'roles_before' || roles_before !== roles) && name !== 'to',
  );
  if (entries.length === 0) return null;
  return (
    <dl className="details">
      {entries.map(([name, value]) => {
        const detail = known.find((each) => each === name);
        return (
          <div key={name}>
            <dt>{detail ? t(`audit.details.${detail}`) : name}</dt>
            <dd>{detail ? <Value detail={detail} value={value} row={row} nameOf={nameOf} /> : value}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Value({ detail, value, row, nameOf }: { detail: Detail; value: string; row: AuditRow; nameOf: (id: string) => string | undefined }) {
  const { t } = useTranslation();
  const roleNames = useRoleNames();
  switch (detail) {
    case 'from': {
      const [from, to] = [value, row.details.to].map((state) => {
        const status = registrationStatuses.find((each) => each === state);
        return status ? t(`states.${status}`) : state;
      });
      return `${from ?? ''} → ${to ?? ''}`;
    }
    case 'roles':
    case 'roles_before': {
      const roles = value.split(/[,\s]+/).filter((role) => role !== '') as Role[];
      return roleNames(row.partner_id === null ? 'provider' : 'partner', roles);
    }
    case 'language':
      return value === 'vi' || value === 'en' ? t(`audit.languages.${value}`) : value;
    case 'expires_at':
      return <When at={value} to="minute" />;
    case 'owner_id':
      return nameOf(value) ?? value;
    default:
      return value;
  }
}
