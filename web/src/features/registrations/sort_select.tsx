import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ListUrl } from '../../lib/list_url';

/** The order where no heading can be pressed: on a phone. */
export function SortSelect({ url, partner }: { url: ListUrl; partner: boolean }) {
  const { t } = useTranslation();
  const fields = [
    '-registered_at',
    'registered_at',
    '-confirmed_at',
    'confirmed_at',
    ...(partner ? ['friendly_name'] : []),
    'email',
    'status',
    'role',
  ];
  const words: Record<string, string> = {
    '-registered_at': t('registrations.sorts.newest'),
    registered_at: t('registrations.sorts.oldest'),
    '-confirmed_at': t('registrations.sorts.confirmed_last'),
    confirmed_at: t('registrations.sorts.confirmed_first'),
    friendly_name: t('registrations.sorts.name'),
    email: t('registrations.sorts.email'),
    status: t('registrations.sorts.status'),
    role: t('registrations.sorts.role'),
  };
  const shown = fields.includes(url.sort) ? fields : [url.sort, ...fields];
  return (
    <Select
      className="filter"
      aria-label={t('registrations.sort')}
      value={url.sort}
      options={shown.map((field) => ({ value: field, label: words[field] ?? field }))}
      onChange={url.sortBy}
    />
  );
}
