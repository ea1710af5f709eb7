import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { Page } from '../../components/page';
import { When } from '../../components/when';
import { type ListUrl, useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay, useSession } from '../../lib/session';
import './audit.css';
import { type AuditRow, useAudit, useColleagues, usePartnerNames } from './calls';
import { useChangeName } from './changes';
import { Details } from './details';
import { Filters } from './filters';
import { Subject } from './subject';

const filters = ['change', 'actor', 'subject', 'partner_id', 'from', 'to'] as const;

export function Audit() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { page_size } = usePreferences();
  const ofProvider = useMay('read_partners');
  const url = useListUrl({ filters, sort: '' });
  const query = useAudit(url, page_size);
  const partners = usePartnerNames(ofProvider);
  const colleagues = useColleagues();
  const actor = url.filters.actor?.[0];
  const actorName = query.data?.data.find((row) => row.actor.id === actor)?.actor.name ?? undefined;
  const nameOf = (id: string) => colleagues.get(id) ?? partners.get(id);
  const columns = useColumns(url, nameOf, user.audience === 'provider');
  return (
    <Page title={t('audit.title')}>
      <Filters url={url} partners={partners} colleagues={colleagues} actorName={actorName} showPartners={ofProvider} />
      <List
        name="audit"
        label={t('audit.title')}
        columns={columns}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} url={url} nameOf={nameOf} />}
        query={query}
        url={url}
        firstUse={<Empty title={t('audit.none')}>{t('audit.none_advice')}</Empty>}
      />
    </Page>
  );
}

type NameOf = (id: string) => string | undefined;

function useColumns(url: ListUrl, nameOf: NameOf, withPartner: boolean): Column<AuditRow>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'at',
      title: t('audit.at'),
      cell: ({ at }) => (
        <span className="nowrap">
          <When at={at} to="second" />
        </span>
      ),
    },
    { key: 'actor', title: t('audit.actor'), cell: (row) => <Actor row={row} url={url} /> },
    { key: 'change', title: t('audit.change'), cell: ({ change }) => <ChangeName change={change} /> },
    { key: 'subject', title: t('audit.subject'), cell: (row) => <SubjectCell row={row} url={url} nameOf={nameOf} withPartner={withPartner} /> },
    { key: 'details', title: t('audit.details_heading'), cell: (row) => <Details row={row} nameOf={nameOf} /> },
  ];
}

function ChangeName({ change }: { change: string }) {
  const name = useChangeName()(change);
  return (
    <div className="change">
      {name !== null && <span>{name}</span>}
      <code>{change}</code>
    </div>
  );
}

function Actor({ row, url }: { row: AuditRow; url: ListUrl }) {
  const { t } = useTranslation();
  const { id, kind, name, address } = row.actor;
  const { user } = useSession();
  // A partner is not told who of the provider it was.
  const stranger = kind === 'person' && user.audience === 'partner' ? t('audit.of_provider') : t(`audit.actors.${kind}`);
  const shown = name ?? stranger;
  return (
    <div className="actor">
      <span className="with-filter">
        <span className="actor-name">{shown}</span>
        {id !== null && <FilterButton url={url} name="actor" value={id} label={t('audit.by', { name: shown })} />}
      </span>
      <span className="soft">
        {name !== null && kind !== 'person' && `${t(`audit.actors.${kind}`)} · `}
        {address}
      </span>
    </div>
  );
}

function SubjectCell({ row, url, nameOf, withPartner }: { row: AuditRow; url: ListUrl; nameOf: NameOf; withPartner: boolean }) {
  const { t } = useTranslation();
  const { subject, partner_id } = row;
  return (
    <div className="subject">
      <span className="with-filter">
        <Subject id={subject} known={nameOf(subject)} />
        {subject !== '' && <FilterButton url={url} name="subject" value={subject} label={t('audit.of_subject')} />}
      </span>
      {withPartner && partner_id !== null && partner_id !== subject && (
        <Link to={`/partners/${partner_id}`}>{nameOf(partner_id) ?? `…${partner_id.slice(-6)}`}</Link>
      )}
    </div>
  );
}

/** Narrows the list to what stands beside it. */
function FilterButton({ url, name, value, label }: { url: ListUrl; name: string; value: string; label: string }) {
  if (url.filters[name]?.[0] === value) return null;
  return (
    <Button
      type="text"
      size="small"
      icon={<FilterOutlined aria-hidden />}
      title={label}
      aria-label={label}
      onClick={() => {
        url.filter(name, [value]);
      }}
    />
  );
}

function Card({ row, url, nameOf }: { row: AuditRow; url: ListUrl; nameOf: NameOf }) {
  const { user } = useSession();
  const changeName = useChangeName();
  return (
    <>
      <strong>{changeName(row.change) ?? row.change}</strong>
      <span className="soft">
        <When at={row.at} to="second" /> · <code>{row.change}</code>
      </span>
      <Actor row={row} url={url} />
      {row.subject !== '' && <SubjectCell row={row} url={url} nameOf={nameOf} withPartner={user.audience === 'provider'} />}
      <Details row={row} nameOf={nameOf} />
    </>
  );
}
