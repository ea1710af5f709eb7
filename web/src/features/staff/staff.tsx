import { UserAddOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Columns, type Column, List } from '../../components/list';
import { Page } from '../../components/page';
import { useRoleNames } from '../../components/role_names';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { useMay, useSession } from '../../lib/session';
import { Acts } from './acts';
import { Invite } from './invite';
import './staff.css';

type Person = Schemas['StaffMemberOrName'];
export type Member = Schemas['StaffMember'];

/** What only some may read of a person. */
function whole(person: Person): Member | null {
  return 'email' in person ? person : null;
}

/** The people of one's own side. */
export function Staff() {
  const { t } = useTranslation();
  const { user } = useSession();
  const maySee = useMay('read_staff');
  const mayChange = useMay('change_staff');
  const url = useListUrl({ filters: [], sort: 'name' });
  const { page_size } = usePreferences();
  const [inviting, setInviting] = useState(false);
  const columns = useColumns();
  const query = useQuery({
    queryKey: ['staff', page_size, url.sort, url.cursor],
    queryFn: () => bodyOf(api.GET('/api/v1/staff', { params: { query: { limit: page_size, sort: url.sort, cursor: url.cursor } } })),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={t('staff.title')}
      actions={
        <>
          {maySee && <Columns name="staff" columns={columns} />}
          {mayChange && (
            <Button
              type="primary"
              icon={<UserAddOutlined aria-hidden />}
              onClick={() => {
                setInviting(true);
              }}
            >
              {t('staff.invite')}
            </Button>
          )}
        </>
      }
    >
      <p className="page-lead">
        {t(mayChange ? 'staff.lead' : maySee ? 'staff.lead_reader' : 'staff.lead_names', { company: user.partner?.name ?? '' })}
      </p>
      <List
        name="staff"
        label={t('staff.title')}
        columns={columns}
        rowId={({ id }) => id}
        query={query}
        url={url}
        firstUse={<Empty title={t('staff.nobody')} />}
        card={(person) => <Card person={person} />}
      />
      {inviting && (
        <Invite
          onClose={() => {
            setInviting(false);
          }}
        />
      )}
    </Page>
  );
}

function Name({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <span className="row staff-name">
      <strong>{person.name}</strong>
      {person.id === user.id && <Tag tone="info">{t('staff.you')}</Tag>}
    </span>
  );
}

function State({ member }: { member: Member }) {
  const { t } = useTranslation();
  return <Tag tone={member.state === 'active' ? 'good' : 'waiting'}>{t(`staff.states.${member.state}`)}</Tag>;
}

function SecondFactor({ member }: { member: Member }) {
  const { t } = useTranslation();
  if (member.state === 'invited') return <span className="soft">{t('staff.not_yet')}</span>;
  return <Tag tone={member.second_factor ? 'good' : 'quiet'}>{t(member.second_factor ? 'staff.second_factor_on' : 'staff.second_factor_off')}</Tag>;
}

function useColumns(): Column<Person>[] {
  const { t } = useTranslation();
  const { user } = useSession();
  const roleNames = useRoleNames();
  const maySee = useMay('read_staff');
  const mayChange = useMay('change_staff');
  const name: Column<Person> = {
    key: 'name',
    title: t('staff.name'),
    sort: 'name',
    cell: (person) => (
      <>
        <Name person={person} />
        <span className="address">{whole(person)?.email}</span>
      </>
    ),
  };
  if (!maySee) return [name];
  const of = (show: (member: Member) => React.ReactNode) => (person: Person) => {
    const member = whole(person);
    return member && show(member);
  };
  const acts: Column<Person> = { key: 'acts', title: t('staff.acts'), align: 'right', cell: of((member) => <Acts member={member} />) };
  return [
    name,
    { key: 'roles', title: t('staff.roles'), cell: of(({ roles }) => roleNames(user.audience, roles)) },
    { key: 'state', title: t('staff.state'), cell: of((member) => <State member={member} />) },
    { key: 'second_factor', title: t('staff.second_factor'), hideable: true, cell: of((member) => <SecondFactor member={member} />) },
    { key: 'language', title: t('staff.language'), hideable: true, cell: of(({ language }) => t(`staff.languages.${language}`)) },
    { key: 'created_at', title: t('staff.since'), hideable: true, cell: of(({ created_at }) => <When at={created_at} />) },
    ...(mayChange ? [acts] : []),
  ];
}

function Card({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const roleNames = useRoleNames();
  const mayChange = useMay('change_staff');
  const member = whole(person);
  return (
    <>
      <Name person={person} />
      {member && (
        <>
          <span className="address">{member.email}</span>
          <span>{roleNames(user.audience, member.roles)}</span>
          <span className="row">
            <State member={member} />
            {member.state === 'active' && member.second_factor && <Tag tone="good">{t('staff.with_second_factor')}</Tag>}
          </span>
          <span className="soft">
            {t('staff.since')} <When at={member.created_at} />
          </span>
          {mayChange && (
            <span>
              <Acts member={member} />
            </span>
          )}
        </>
      )}
    </>
  );
}
