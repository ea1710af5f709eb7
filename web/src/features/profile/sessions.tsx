import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { useSentence } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { DeviceName } from './device_name';

type OpenSession = Schemas['SessionList']['data'][number];

/** Where one is signed in, and the way out of each. */
export function Sessions() {
  const { t } = useTranslation();
  const url = useListUrl({ filters: [], sort: '' });
  const { page_size } = usePreferences();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const sentence = useSentence();
  const query = useQuery({
    queryKey: ['profile', 'sessions', page_size, url.cursor],
    queryFn: () => bodyOf(api.GET('/api/v1/profile/sessions', { params: { query: { limit: page_size, cursor: url.cursor } } })),
    placeholderData: keepPreviousData,
  });
  const after = async (done: string) => {
    await client.invalidateQueries({ queryKey: ['profile', 'sessions'] });
    void message.success(done);
  };
  const refused = (error: unknown) => void message.error(sentence(error), 8);
  const end = (session: OpenSession) => {
    api
      .DELETE('/api/v1/profile/sessions/{id}', { params: { path: { id: session.id } } })
      .then(() => after(t('profile.session_ended')))
      .catch(refused);
  };
  const endOthers = () => {
    void modal.confirm({
      title: t('profile.end_others_title'),
      content: t('profile.end_others_lead'),
      okText: t('profile.end_others'),
      cancelText: t('components.cancel'),
      okButtonProps: { danger: true },
      onOk: () =>
        api
          .DELETE('/api/v1/profile/sessions')
          .then(() => after(t('profile.others_ended')))
          .catch(refused),
    });
  };
  const act = (session: OpenSession) =>
    session.current ? (
      <Tag tone="good">{t('profile.this_device')}</Tag>
    ) : (
      <Button
        size="small"
        aria-label={t('profile.end_session_of', { address: session.address })}
        onClick={() => {
          end(session);
        }}
      >
        {t('profile.end_session')}
      </Button>
    );
  const columns: Column<OpenSession>[] = [
    { key: 'device', title: t('profile.device'), cell: ({ user_agent }) => <DeviceName userAgent={user_agent} /> },
    { key: 'address', title: t('profile.address'), cell: ({ address }) => <span className="figures">{address}</span> },
    { key: 'created_at', title: t('profile.signed_in_at'), cell: ({ created_at }) => <When at={created_at} to="minute" /> },
    { key: 'last_seen_at', title: t('profile.last_seen_at'), cell: ({ last_seen_at }) => <When at={last_seen_at} to="minute" /> },
    { key: 'act', title: t('profile.acts'), cell: act },
  ];
  return (
    <div className="stack">
      <div className="row profile-heading">
        <p className="profile-lead">{t('profile.sessions_lead')}</p>
        {query.data && query.data.total > 1 && (
          <Button danger onClick={endOthers}>
            {t('profile.end_others')}
          </Button>
        )}
      </div>
      <List
        name="sessions"
        label={t('profile.tabs.sessions')}
        columns={columns}
        rowId={({ id }) => id}
        query={query}
        url={url}
        firstUse={<Empty title={t('profile.no_sessions')} />}
        card={(session) => (
          <>
            <strong>
              <DeviceName userAgent={session.user_agent} />
            </strong>
            <span className="soft figures">{session.address}</span>
            <span>
              {t('profile.signed_in_at')}: <When at={session.created_at} to="minute" />
            </span>
            <span>
              {t('profile.last_seen_at')}: <When at={session.last_seen_at} to="minute" />
            </span>
            <span>{act(session)}</span>
          </>
        )}
      />
    </div>
  );
}
