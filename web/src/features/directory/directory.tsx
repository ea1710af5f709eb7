import { UploadOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link_button';
import { type Column, Columns, List } from '../../components/list';
import { Money } from '../../components/money';
import { Page } from '../../components/page';
import { Search } from '../../components/search';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay } from '../../lib/session';
import { useAccounts } from './calls';
import type { Account } from './differences';
import './directory.css';
import { Flags } from './flags';

export function Directory() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: [], sort: 'email' });
  const query = useAccounts(url, page_size);
  const columns = useColumns();
  const changes = useMay('change_directory');
  return (
    <Page
      title={t('directory.title')}
      actions={
        changes && (
          <LinkButton to="/directory/import" type="primary" icon={<UploadOutlined aria-hidden />}>
            {t('directory.import')}
          </LinkButton>
        )
      }
    >
      <div className="toolbar">
        <Search label={t('directory.search')} value={url.q} onSearch={url.search} />
        <Columns name="directory" columns={columns} />
      </div>
      <List
        name="directory"
        label={t('directory.title')}
        columns={columns}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} />}
        query={query}
        url={url}
        firstUse={
          <Empty title={t('directory.none')} action={changes && <LinkButton to="/directory/import">{t('directory.import')}</LinkButton>}>
            {t('directory.none_advice')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Account>[] {
  const { t } = useTranslation();
  return [
    { key: 'account', title: t('directory.account'), sort: 'email', cell: (row) => <Name row={row} /> },
    {
      key: 'external_id',
      title: t('directory.facts.external_id'),
      hideable: true,
      cell: ({ external_id }) => <span className="figures">{external_id}</span>,
    },
    {
      key: 'kind',
      title: t('directory.facts.kind'),
      hideable: true,
      cell: ({ kind }) => <span className="nowrap">{t(`directory.kinds.${kind}`)}</span>,
    },
    {
      key: 'payment_type',
      title: t('directory.facts.payment_type'),
      hideable: true,
      cell: ({ payment_type }) => <span className="nowrap">{t(`directory.payment_types.${payment_type}`)}</span>,
    },
    {
      key: 'credit_balance',
      title: t('directory.facts.credit_balance'),
      align: 'right',
      cell: ({ credit_balance }) => <Money of={credit_balance} />,
    },
    { key: 'services', title: t('directory.services'), align: 'right', cell: ({ services_in_use }) => number(services_in_use, language()) },
    { key: 'flags', title: t('directory.notes'), cell: (row) => <Flags account={row} /> },
  ];
}

function Name({ row }: { row: Account }) {
  return (
    <div className="two-lines">
      <Link to={`/directory/${row.id}`}>{row.name}</Link>
      <span className="address">{row.email}</span>
    </div>
  );
}

function Card({ row }: { row: Account }) {
  const { t } = useTranslation();
  return (
    <>
      <Name row={row} />
      <span className="soft">
        {t(`directory.kinds.${row.kind}`)} · {t(`directory.payment_types.${row.payment_type}`)}
      </span>
      <span>
        {t('directory.facts.credit_balance')}: <Money of={row.credit_balance} /> · {t('directory.services')}:{' '}
        {number(row.services_in_use, language())}
      </span>
      <Flags account={row} />
    </>
  );
}
