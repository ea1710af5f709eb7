import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { JudgedFacts } from './judged_facts';
import { StateReason } from './state_reason';

type Event = Schemas['RegistrationEvent'];
const page = 50;

export function useHistory(id: string) {
  return useInfiniteQuery({
    queryKey: ['registrations', 'history', id],
    queryFn: ({ pageParam: cursor }) =>
      bodyOf(api.GET('/api/v1/registrations/{id}/history', { params: { path: { id }, query: { limit: page, ...(cursor !== null && { cursor }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** Everything that happened, oldest first. */
export function Timeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const history = useHistory(id);
  const events = history.data?.pages.flatMap(({ data }) => data);
  return (
    <section className="panel" aria-labelledby="timeline">
      <h2 id="timeline">{t('registrations.account.history')}</h2>
      {history.error && <ProblemNotice error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {events && (
        <ol className="timeline">
          {events.map((event) => (
            <Entry key={event.sequence} event={event} />
          ))}
        </ol>
      )}
      {history.hasNextPage && (
        <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('registrations.account.more_history')}
        </Button>
      )}
    </section>
  );
}

const known = ['add', 'agree', 'agree_skipped', 'decline', 'retract', 'expire', 'withdraw', 'supersede', 'approve', 'reject', 'end'] as const;

function Entry({ event }: { event: Event }) {
  const { t } = useTranslation();
  const named = known.find((each) => each === event.event);
  const { kind, name } = event.who;
  return (
    <li className={`to-${event.to}`}>
      <strong>{named ? t(`registrations.events.${named}`) : t(`states.${event.to}`)}</strong>
      <span className="soft">
        <When at={event.at} to="minute" /> · {kind === 'person' ? name : t(`registrations.who.${kind}`, { name })}
      </span>
      {event.reason && (
        <p className="timeline-reason">
          <StateReason reason={event.reason} />
        </p>
      )}
      {event.facts && <JudgedFacts facts={event.facts} />}
    </li>
  );
}
