// The customers of a partner, or of all partners for the provider.
import { PlusOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../../components/export_menu';
import { type Choice, Columns, List } from '../../components/list';
import { Page } from '../../components/page';
import { Search } from '../../components/search';
import { type ListUrl, useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay, useSession, useSettings } from '../../lib/session';
import { useNarrow } from '../../lib/window';
import { allows, nameOf, type Registration, type Status } from './acts';
import { Bulk } from './bulk';
import { StateChips, useCounts } from './chips';
import { RegistrationCard, useRegistrationColumns } from './columns';
import { FirstUse, FirstUseOfProvider } from './first_use';
import { LinkButton } from '../../components/link_button';
import { exportPath, listRegistrations, queryOf } from './list_query';
import { PartnerFilter } from '../../components/partner_filter';
import './registrations.css';
import { SortSelect } from './sort_select';

const filters = ['status', 'role', 'owner', 'partner_id'] as const;
const name = 'registrations';

export function Registrations() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { page_size } = usePreferences();
  const mayChange = useMay('change_registrations');
  const mayTopUp = useMay('change_credit');
  const mayAct = mayChange || mayTopUp;
  const url = useListUrl({ filters, sort: '-registered_at' });
  const query = queryOf(url);
  const list = useQuery({
    queryKey: ['registrations', 'list', query, url.cursor, page_size],
    queryFn: () => listRegistrations({ ...query, limit: page_size, ...(url.cursor && { cursor: url.cursor }) }),
    placeholderData: keepPreviousData,
  });
  const counts = useCounts(url.filters.partner_id?.[0]);
  const columns = useRegistrationColumns({ mayAct });
  const { choice, chosen, forget } = useChoice(list.data?.data ?? [], JSON.stringify(query), mayChange);
  const partner = user.audience === 'partner';
  const empty = list.data?.data.length === 0 && !url.filtered && url.page === 1;
  return (
    <Page
      title={partner ? t('registrations.title') : t('registrations.title_provider')}
      actions={
        mayChange &&
        !empty && (
          <LinkButton to="/accounts/add" type="primary" icon={<PlusOutlined aria-hidden />}>
            {t('registrations.add')}
          </LinkButton>
        )
      }
    >
      {!empty && (
        <>
          <StateChips
            counts={counts.data}
            chosen={url.filters.status ?? []}
            onChoose={(states) => {
              url.filter('status', states);
            }}
          />
          <Toolbar url={url} partner={partner}>
            <ExportMenu pathOf={(format) => exportPath(query, format)} />
            <Columns name={name} columns={columns} />
          </Toolbar>
        </>
      )}
      <div className="registrations-list">
        <List
          name={name}
          label={partner ? t('registrations.title') : t('registrations.title_provider')}
          columns={columns}
          rowId={({ id }) => id}
          card={(row) => <RegistrationCard row={row} mayAct={mayAct} />}
          query={list}
          url={url}
          firstUse={partner ? <FirstUse mayAdd={mayChange} /> : <FirstUseOfProvider />}
          choice={choice}
          bulk={<Bulk rows={chosen} onDone={forget} />}
        />
      </div>
    </Page>
  );
}

function Toolbar({ url, partner, children }: { url: ListUrl; partner: boolean; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { roles } = useSettings();
  const narrow = useNarrow();
  const role = partner ? t('registrations.columns.role') : t('registrations.columns.role_of_partner');
  const mine = url.filters.owner?.[0] === 'me';
  return (
    <div className="toolbar registrations">
      <Search label={partner ? t('registrations.search') : t('registrations.search_provider')} value={url.q} onSearch={url.search} />
      {!partner && (
        <PartnerFilter
          chosen={url.filters.partner_id?.[0]}
          onChoose={(id) => {
            url.filter('partner_id', id === undefined ? [] : [id]);
          }}
        />
      )}
      <Select
        className="filter"
        allowClear
        aria-label={role}
        placeholder={role}
        options={roles.map((each) => ({ value: each, label: each }))}
        value={url.filters.role?.[0]}
        onChange={(chosen: string | undefined) => {
          url.filter('role', chosen === undefined ? [] : [chosen]);
        }}
      />
      {partner && (
        <Button
          aria-pressed={mine}
          className={mine ? 'pressed' : ''}
          onClick={() => {
            url.filter('owner', mine ? [] : ['me']);
          }}
        >
          {t('registrations.mine')}
        </Button>
      )}
      {narrow && <SortSelect url={url} partner={partner} />}
      <div className="toolbar-end">{children}</div>
    </div>
  );
}

/** Rows stay chosen over pages, and no longer than the filter that showed them. */
function useChoice(rows: Registration[], filter: string, mayChange: boolean) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shownBy, setShownBy] = useState(filter);
  const known = useRef(new Map<string, Registration>());
  for (const row of rows) known.current.set(row.id, row);
  if (shownBy !== filter) {
    setShownBy(filter);
    setChosen(new Set());
  }
  const open = (status: Status | undefined) => status !== undefined && (allows(status, 'resend') || allows(status, 'withdraw'));
  const choice: Choice = {
    chosen,
    choose: setChosen,
    nameOf: (id) => {
      const row = known.current.get(id);
      return row ? nameOf(row) : id;
    },
    mayChoose: (id) => open(known.current.get(id)?.status),
  };
  return {
    choice: mayChange ? choice : undefined,
    chosen: [...chosen].map((id) => known.current.get(id)).filter((row) => row !== undefined),
    forget: () => {
      setChosen(new Set());
    },
  };
}
