import { PlusOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { type Column, Columns, List } from '../../components/list';
import { LinkButton } from '../../components/link_button';
import { Page } from '../../components/page';
import { Search } from '../../components/search';
import { When } from '../../components/when';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay } from '../../lib/session';
import { type Counts, type Partner, useCounts, usePartners } from './calls';
import { Count } from './count';
import { OpenTag } from './open_tag';
import './partners.css';

const waiting = ['pending_customer', 'pending_provider'] as const;

export function Partners() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['suspended'], sort: 'name' });
  const query = usePartners(url, page_size);
  const counts = useCounts((query.data?.data ?? []).map(({ id }) => id)).data;
  const columns = useColumns(counts);
  const changes = useMay('change_partners');
  const add = (
    <LinkButton to="/partners/add" type="primary" icon={<PlusOutlined aria-hidden />}>
      {t('partners.add')}
    </LinkButton>
  );
  return (
    <Page title={t('partners.title')} actions={changes && add}>
      <div className="toolbar">
        <Search label={t('partners.search')} value={url.q} onSearch={url.search} />
        <Select
          className="filter"
          allowClear
          aria-label={t('partners.state')}
          placeholder={t('partners.state')}
          value={url.filters.suspended?.[0]}
          options={[
            { value: 'false', label: t('partners.open') },
            { value: 'true', label: t('partners.suspended') },
          ]}
          onChange={(chosen: string | undefined) => {
            url.filter('suspended', chosen === undefined ? [] : [chosen]);
          }}
        />
        <Columns name="partners" columns={columns} />
      </div>
      <List
        name="partners"
        label={t('partners.title')}
        columns={columns}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} counts={counts?.get(row.id)} />}
        query={query}
        url={url}
        firstUse={
          <Empty title={t('partners.none')} {...(changes ? { action: add } : {})}>
            {t('partners.none_advice')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(counts: Map<string, Counts> | undefined): Column<Partner>[] {
  const { t } = useTranslation();
  return [
    { key: 'name', title: t('partners.name'), sort: 'name', cell: (row) => <Name row={row} /> },
    { key: 'tax_code', title: t('partners.tax_code'), hideable: true, cell: ({ tax_code }) => <span className="figures nowrap">{tax_code}</span> },
    {
      key: 'service_accounts',
      title: t('partners.service_accounts'),
      hideable: true,
      cell: ({ service_accounts: [first, ...rest] }) => (
        <>
          <span className="address">{first}</span>
          {rest.length > 0 && <div className="soft">{t('partners.more', { count: rest.length })}</div>}
        </>
      ),
    },
    {
      key: 'confirmed',
      title: t('states.confirmed'),
      align: 'right',
      cell: ({ id }) => <Count partner={id} of={counts?.get(id)} states={['confirmed']} />,
    },
    { key: 'waiting', title: t('partners.waiting'), align: 'right', cell: ({ id }) => <Count partner={id} of={counts?.get(id)} states={waiting} /> },
    { key: 'state', title: t('partners.state'), cell: ({ suspended }) => <OpenTag suspended={suspended} /> },
    { key: 'created_at', title: t('partners.created_at'), sort: 'created_at', hideable: true, cell: ({ created_at }) => <When at={created_at} /> },
  ];
}

function Name({ row }: { row: Partner }) {
  return (
    <div className="two-lines">
      <Link to={`/partners/${row.id}`}>{row.name}</Link>
      <span className="soft">{row.legal_name}</span>
    </div>
  );
}

function Card({ row, counts }: { row: Partner; counts: Counts | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <Name row={row} />
      <span className="soft">
        {t('partners.tax_code')}: <span className="figures">{row.tax_code}</span>
      </span>
      <div className="row">
        <span>
          {t('states.confirmed')}: <Count partner={row.id} of={counts} states={['confirmed']} />
        </span>
        <span>
          {t('partners.waiting')}: <Count partner={row.id} of={counts} states={waiting} />
        </span>
        <OpenTag suspended={row.suspended} />
      </div>
    </>
  );
}
