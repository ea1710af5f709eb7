// What waits for a second person of the provider, and what was decided.
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CreditRequests } from '../../components/credit/credit_requests';
import { Money } from '../../components/money';
import { useSettings } from '../../lib/session';
import { Room } from './room';

export function Requests() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const all = parameters.get('state') === 'all';
  const title = all ? t('credit.requests.all') : t('credit.requests.title');
  return (
    <Room>
      <section className="panel" aria-labelledby="requests">
        <div className="panel-head">
          <h2 id="requests">{title}</h2>
          <Link to={all ? '/credit/requests' : '/credit/requests?state=all'}>
            {all ? t('credit.requests.show_waiting') : t('credit.requests.show_all')}
          </Link>
        </div>
        <Rule />
        <CreditRequests {...(all ? {} : { state: 'pending_approval' })} label={title} />
      </section>
    </Room>
  );
}

/** Above which amounts somebody else must approve. */
function Rule() {
  const { t } = useTranslation();
  const { currency, credit } = useSettings();
  const limits = (['grant', 'payout'] as const).flatMap((kind) => {
    const above = credit.second_person[kind];
    return above === null ? [] : [{ kind, above }];
  });
  return (
    <p className="soft panel-lead">
      {limits.length === 0
        ? t('channel.rule_none')
        : limits.map(({ kind, above }, place) => (
            <span key={kind}>
              {place > 0 && ' · '}
              {t(`channel.rule.${kind}`)} <Money of={{ amount: above, currency }} />
            </span>
          ))}
    </p>
  );
}
