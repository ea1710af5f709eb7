import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../lib/api';

/** One partner of many, found by typing. */
export function PartnerFilter({ chosen, onChoose }: { chosen: string | undefined; onChoose: (partner: string | undefined) => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['partners', 'choices', q],
    queryFn: () => bodyOf(api.GET('/api/v1/partners', { params: { query: { limit: 50, ...(q && { q }) } } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const present = useQuery({
    queryKey: ['partners', chosen],
    queryFn: () => bodyOf(api.GET('/api/v1/partners/{id}', { params: { path: { id: chosen ?? '' } } })),
    enabled: chosen !== undefined,
    staleTime: 60_000,
  });
  const options = (found.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (present.data && !options.some(({ value }) => value === chosen)) options.unshift({ value: present.data.id, label: present.data.name });
  return (
    <Select
      className="filter"
      allowClear
      showSearch
      filterOption={false}
      loading={found.isFetching}
      aria-label={t('components.partner')}
      placeholder={t('components.partner')}
      options={options}
      value={chosen}
      onSearch={setQ}
      onChange={(partner: string | undefined) => {
        setQ('');
        onChoose(partner);
      }}
    />
  );
}
