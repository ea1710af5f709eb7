import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { type Column, List } from '../../components/list';
import { Tag, type Tone } from '../../components/status_tag';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { DeviceName } from './device_name';

type Try = Schemas['SignInList']['data'][number] & { place: number };

const tones: Record<Try['outcome'], Tone> = {
  signed_in: 'good',
  signed_in_by_recovery_code: 'info',
  wrong_password: 'bad',
  code_missing: 'waiting',
  wrong_code: 'bad',
};

/** The tries to sign in as oneself, good and bad. */
export function SignIns() {
  const { t } = useTranslation();
  const url = useListUrl({ filters: [], sort: '' });
  const { page_size } = usePreferences();
  const query = useQuery({
    queryKey: ['profile', 'sign-ins', page_size, url.cursor],
    queryFn: () => bodyOf(api.GET('/api/v1/profile/sign-ins', { params: { query: { limit: page_size, cursor: url.cursor } } })),
    placeholderData: keepPreviousData,
    // Tries have no id; two may fall into one second.
    select: (page) => ({ ...page, data: page.data.map((row, place) => ({ ...row, place })) }),
  });
  const outcome = (row: Try) => <Tag tone={tones[row.outcome]}>{t(`profile.outcomes.${row.outcome}`)}</Tag>;
  const columns: Column<Try>[] = [
    { key: 'at', title: t('profile.at'), cell: ({ at }) => <When at={at} to="second" /> },
    { key: 'outcome', title: t('profile.outcome'), cell: outcome },
    { key: 'device', title: t('profile.device'), cell: ({ user_agent }) => <DeviceName userAgent={user_agent} /> },
    { key: 'address', title: t('profile.address'), cell: ({ address }) => <span className="figures">{address}</span> },
  ];
  return (
    <div className="stack">
      <p className="profile-lead">{t('profile.sign_ins_lead')}</p>
      <List
        name="sign_ins"
        label={t('profile.tabs.sign-ins')}
        columns={columns}
        rowId={({ place }) => String(place)}
        query={query}
        url={url}
        firstUse={<Empty title={t('profile.no_sign_ins')} />}
        card={(row) => (
          <>
            <span className="row">
              <When at={row.at} to="second" />
              {outcome(row)}
            </span>
            <span>
              <DeviceName userAgent={row.user_agent} />
            </span>
            <span className="soft figures">{row.address}</span>
          </>
        )}
      />
    </div>
  );
}
