// A customer's credit: what is there, how long it lasts, what may be done with it, and everything that moved.
import { BellOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreditRequests } from '../../components/credit/credit_requests';
import { Movements } from '../../components/credit/movements';
import { Money } from '../../components/money';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { useMay, useSession, useSettings } from '../../lib/session';
import { nameOf, type Registration } from './acts';
import { AlertLevelDialog } from './alert_level_dialog';
import { type AccountCredit, type TaggedCredit, useAccountCredit } from './credit_calls';
import { Holds } from './holds';
import { PayoutDialog } from './payout_dialog';
import { ReclaimDialog } from './reclaim_dialog';
import { StatementDialog } from './statement_dialog';
import './credit_section.css';

export function CreditSection({ row }: { row: Registration }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const credit = useAccountCredit(row.account_id);
  const seesRequests = useMay('read_grants');
  return (
    <div className="stack">
      {credit.error && !credit.data && <ProblemNotice error={credit.error} retry={() => void credit.refetch()} />}
      {!credit.data && !credit.error && (
        <div className="waiting" role="status" aria-label={t('components.waiting')}>
          <Skeleton active title={false} paragraph={{ rows: 3 }} />
        </div>
      )}
      {credit.data && <Figures row={row} tagged={credit.data} />}
      {seesRequests && (
        <CreditRequests
          state="pending_approval"
          accountId={row.account_id}
          label={user.audience === 'partner' ? t('credit.requests.title') : t('credit.requests.title_provider')}
        />
      )}
      <div>
        <h2 className="section-head">{t('credit.movements')}</h2>
        <Movements wallet={{ of: 'account', id: row.account_id }} label={t('credit.movements')} />
      </div>
    </div>
  );
}

function Figures({ row, tagged }: { row: Registration; tagged: TaggedCredit }) {
  const { t } = useTranslation();
  const { body: credit } = tagged;
  return (
    <section className="panel credit-panel" aria-labelledby="credit">
      <div className="panel-head">
        <h2 id="credit">{t('credit.credit')}</h2>
        <Acts row={row} tagged={tagged} />
      </div>
      <dl className="credit-figures">
        <div className="first">
          <dt>{t('credit.available')}</dt>
          <dd className={credit.available.amount < 0 ? 'in-arrears' : undefined}>
            <Money of={credit.available} />
          </dd>
          <dd>
            <State credit={credit} />
          </dd>
        </div>
        <div>
          <dt>{t('credit.balance')}</dt>
          <dd>
            <Money of={credit.balance} />
          </dd>
        </div>
        <div>
          <dt>{t('credit.held')}</dt>
          <dd>
            <Money of={credit.held} />
          </dd>
        </div>
        <div>
          <dt>{t('credit.lasts')}</dt>
          <dd>
            <Lasts credit={credit} />
          </dd>
        </div>
        <div>
          <dt>{t('credit.alert.level')}</dt>
          <dd>{credit.alert_level ? <Money of={credit.alert_level} /> : <span className="soft">{t('credit.alert.none')}</span>}</dd>
        </div>
      </dl>
      {credit.held.amount > 0 && <Holds accountId={credit.account.id} />}
    </section>
  );
}

/** How long it lasts at the present pace; nothing where there is nothing to last. */
function Lasts({ credit: { available, days_left } }: { credit: AccountCredit }) {
  const { t } = useTranslation();
  const { alert_days_left } = useSettings().credit;
  if (days_left === null) return <span className="soft">{t('credit.lasts_unknown')}</span>;
  if (available.amount <= 0) return <span className="soft">–</span>;
  return (
    <span className={days_left <= alert_days_left ? 'in-arrears' : undefined}>
      {days_left === 0 ? t('credit.less_than_a_day') : t('credit.days_left', { count: days_left })}
    </span>
  );
}

/** In words what the figure means for who must act. */
function State({ credit: { available, alert_level } }: { credit: AccountCredit }) {
  const { t } = useTranslation();
  if (available.amount < 0) return <Tag tone="bad">{t('credit.low.arrears')}</Tag>;
  if (available.amount === 0) return <Tag tone="waiting">{t('credit.low.zero')}</Tag>;
  if (alert_level && available.amount <= alert_level.amount) return <Tag tone="info">{t('credit.low.low')}</Tag>;
  return null;
}

function Acts({ row, tagged }: { row: Registration; tagged: TaggedCredit }) {
  const { t } = useTranslation();
  const mayChange = useMay('change_credit');
  const mayPay = useMay('issue_credit');
  const [asked, setAsked] = useState<'alert' | 'reclaim' | 'statement' | 'payout' | null>(null);
  const { body: credit } = tagged;
  const customer = { id: row.account_id, name: nameOf(row) };
  const close = () => {
    setAsked(null);
  };
  const ask = (act: typeof asked) => () => {
    setAsked(act);
  };
  return (
    <div className="row">
      {mayChange && (
        <Button icon={<BellOutlined aria-hidden />} onClick={ask('alert')}>
          {t('credit.alert.act')}
        </Button>
      )}
      {mayChange && credit.may_reclaim && <Button onClick={ask('reclaim')}>{t('credit.reclaim.act')}</Button>}
      {mayPay && credit.available.amount > 0 && <Button onClick={ask('payout')}>{t('credit.payout.act')}</Button>}
      <Button icon={<FilePdfOutlined aria-hidden />} onClick={ask('statement')}>
        {t('credit.statement.act')}
      </Button>
      {asked === 'alert' && <AlertLevelDialog first={tagged} onClose={close} />}
      {asked === 'reclaim' && <ReclaimDialog customer={customer} onClose={close} />}
      {asked === 'payout' && <PayoutDialog customer={customer} onClose={close} />}
      {asked === 'statement' && <StatementDialog customer={customer} onClose={close} />}
    </div>
  );
}
