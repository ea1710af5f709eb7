import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import type { Schemas } from '../../lib/api';
import { useHistory } from './calls';
import { type Account, differences } from './differences';
import { FactValue } from './fact_value';

type Version = Schemas['AccountHistory']['data'][number];

/** What the portal knew of an account and since when; each version with what it changed. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useHistory(id);
  const versions = query.data?.pages.flatMap(({ data }) => data);
  // What the oldest one changed is known only with the one before it.
  const shown = query.hasNextPage ? versions?.slice(0, -1) : versions;
  return (
    <section className="panel" aria-labelledby="history">
      <h2 id="history">{t('directory.history')}</h2>
      {query.error && !versions ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : shown === undefined ? (
        <div role="status" aria-label={t('components.waiting')}>
          <Skeleton active title={false} />
        </div>
      ) : (
        <ol className="versions">
          {shown.map((version, at) => (
            <One key={version.id} version={version} before={versions?.[at + 1]?.facts} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('directory.older')}
        </Button>
      )}
    </section>
  );
}

function One({ version, before }: { version: Version; before: Account | undefined }) {
  const { t } = useTranslation();
  const changed = before ? differences(before, version.facts) : [];
  const who = version.who.name ?? t(`directory.actors.${version.who.kind}`);
  return (
    <li>
      <div className="version-head">
        <strong>{t(`directory.changes.${version.change}`)}</strong>
        <span className="soft">
          <When at={version.at} to="second" /> · {t(`directory.sources.${version.source}`)} · {who}
        </span>
      </div>
      {before && changed.length === 0 && version.change === 'updated' && <p className="soft">{t('directory.nothing_changed')}</p>}
      {before && changed.length > 0 && (
        <dl className="differences">
          {changed.map((fact) => (
            <div key={fact}>
              <dt>{t(`directory.facts.${fact}`)}</dt>
              <dd>
                <del>
                  <span className="unseen">{t('directory.before')} </span>
                  <FactValue account={before} fact={fact} />
                </del>{' '}
                <span aria-hidden>→</span>{' '}
                <ins>
                  <span className="unseen">{t('directory.after')} </span>
                  <FactValue account={version.facts} fact={fact} />
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
