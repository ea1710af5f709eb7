import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../lib/api';

type Account = Schemas['CreditAccountName'];

/** One customer of those who have a wallet, found by typing the beginning of the address. */
export function AccountFilter({ chosen, onChoose }: { chosen: string | undefined; onChoose: (account: string | undefined) => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['credit', 'accounts', 'choices', q],
    queryFn: () => bodyOf(api.GET('/api/v1/credit/accounts', { params: { query: { limit: 50, ...(q && { q }) } } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const present = useQuery({
    queryKey: ['credit', 'account', chosen],
    queryFn: () => bodyOf(api.GET('/api/v1/accounts/{id}/credit', { params: { path: { id: chosen ?? '' } } })),
    enabled: chosen !== undefined,
    staleTime: 60_000,
  });
  const options = (found.data?.data ?? []).map(({ account }) => optionOf(account));
  if (present.data && !options.some(({ value }) => value === chosen)) options.unshift(optionOf(present.data.account));
  return (
    <Select
      className="filter"
      allowClear
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      aria-label={t('components.account')}
      placeholder={t('components.account')}
      popupMatchSelectWidth={false}
      options={options}
      value={chosen}
      onChange={(account: string | undefined) => {
        setQ('');
        onChoose(account);
      }}
    />
  );
}

function optionOf({ id, email }: Account): { value: string; label: string } {
  return { value: id, label: email };
}
