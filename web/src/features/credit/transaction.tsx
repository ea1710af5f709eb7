// One transaction of the ledger as a receipt: what it was, what it changed, who did it, and what undid it.
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CopyButton } from '../../components/copy_button';
import { useTransaction } from '../../components/credit/calls';
import { useCreditWords } from '../../components/credit/credit_words';
import '../../components/credit/credit.css';
import { AccountLink } from '../../components/credit/movements';
import { Empty } from '../../components/empty';
import { Money } from '../../components/money';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { When } from '../../components/when';
import type { Schemas } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import { useMay, useSession } from '../../lib/session';
import './transaction.css';

type CreditTransaction = Schemas['CreditTransaction'];
const ReverseDialog = lazy(async () => ({ default: (await import('./reverse_dialog')).ReverseDialog }));
const reversible: CreditTransaction['kind'][] = ['grant', 'top_up', 'reclaim', 'refund', 'payout'];

export function Transaction() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const one = useTransaction(id);
  if (one.data) return <Loaded transaction={one.data} />;
  return (
    <Page title={t('credit.receipt.title')}>
      {isProblem(one.error, 'not_found', 'invalid_id') ? (
        <Empty title={t('credit.receipt.not_found')} action={<Link to="/">{t('app.to_home')}</Link>}>
          {t('credit.receipt.not_found_advice')}
        </Empty>
      ) : one.error ? (
        <ProblemNotice error={one.error} retry={() => void one.refetch()} />
      ) : (
        <div className="waiting" role="status" aria-label={t('components.waiting')}>
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        </div>
      )}
    </Page>
  );
}

function Loaded({ transaction }: { transaction: CreditTransaction }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  const mayReverse = useMay('issue_credit');
  const [reversing, setReversing] = useState(false);
  const { kind, reversed_by, reverses } = transaction;
  return (
    <>
      <Back transaction={transaction} />
      <Page
        title={`${words.kind(kind)} ${transaction.receipt_number}`}
        aside={
          <>
            {reversed_by !== null && <Tag tone="quiet">{t('credit.reversed')}</Tag>}
            <CopyButton size="small" text={transaction.receipt_number} label={t('credit.receipt.copy_number')} />
          </>
        }
        actions={
          <>
            <Button
              icon={<PrinterOutlined aria-hidden />}
              onClick={() => {
                globalThis.print();
              }}
            >
              {t('credit.receipt.print')}
            </Button>
            {mayReverse && reversed_by === null && reversible.includes(kind) && (
              <Button
                danger
                onClick={() => {
                  setReversing(true);
                }}
              >
                {t('credit.reverse.act')}
              </Button>
            )}
          </>
        }
      >
        <div className="transaction">
          <Amounts transaction={transaction} />
          <Facts transaction={transaction} />
          {(reverses ?? reversed_by) !== null && <Opposite transaction={transaction} />}
        </div>
      </Page>
      {reversing && (
        <Suspense>
          <ReverseDialog
            transaction={transaction}
            onClose={() => {
              setReversing(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** To the wallet in which one would look for it. */
function Back({ transaction: { account, partner } }: { transaction: CreditTransaction }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const ownHistory = useMay('change_credit');
  const to = account
    ? `/accounts/${account.id}?tab=credit`
    : user.audience === 'provider'
      ? `/partners/${partner.id}`
      : ownHistory
        ? '/credit'
        : '/accounts';
  const name = account
    ? account.name
    : user.audience === 'provider'
      ? partner.name
      : ownHistory
        ? t('app.places.credit_history')
        : t('app.places.accounts');
  return (
    <nav className="back" aria-label={t('credit.receipt.back')}>
      <Link to={to}>
        <ArrowLeftOutlined aria-hidden /> {name}
      </Link>
    </nav>
  );
}

function Amounts({ transaction: { amount, partner, account, partner_balance, account_balance } }: { transaction: CreditTransaction }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const wallets = [
    partner_balance && { name: user.audience === 'partner' ? t('credit.own_wallet') : partner.name, ...partner_balance },
    account_balance && { name: account?.name ?? '', ...account_balance },
  ].filter((wallet) => wallet !== null);
  return (
    <section className="panel" aria-labelledby="amounts">
      <h2 id="amounts" className="unseen">
        {t('credit.columns.amount')}
      </h2>
      <p className="transaction-amount">
        <Money of={amount} />
      </p>
      {wallets.length > 0 && (
        <table className="before-after">
          <thead>
            <tr>
              <th scope="col">{t('credit.dialog.wallet')}</th>
              <th scope="col">{t('credit.columns.before')}</th>
              <th scope="col">{t('credit.columns.after')}</th>
            </tr>
          </thead>
          <tbody>
            {wallets.map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Money of={before} />
                </td>
                <td>
                  <Money of={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Facts({ transaction }: { transaction: CreditTransaction }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const words = useCreditWords();
  const facts: (false | [string, React.ReactNode, 'whole'?])[] = [
    [t('credit.columns.at'), <When at={transaction.at} to="second" />],
    [t('credit.receipt.number'), <span className="figures">{transaction.receipt_number}</span>],
    [t('credit.receipt.who'), words.who(transaction.who)],
    [t('credit.receipt.via'), words.via(transaction.via)],
    transaction.approved_by !== null && [t('credit.receipt.approved_by'), words.who(transaction.approved_by)],
    [
      t('components.partner'),
      user.audience === 'provider' ? <Link to={`/partners/${transaction.partner.id}`}>{transaction.partner.name}</Link> : transaction.partner.name,
    ],
    transaction.account !== null && [t('credit.columns.account'), <AccountLink account={transaction.account} />],
    transaction.reference !== null && [t('credit.reference'), transaction.reference],
    transaction.note !== null && [t('credit.note'), transaction.note, 'whole'],
    [t('credit.receipt.id'), <code>{transaction.id}</code>, 'whole'],
  ];
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">{t('credit.receipt.facts')}</h2>
      <dl className="facts">
        {facts
          .filter((fact) => fact !== false)
          .map(([label, value, width]) => (
            <div key={label} className={width}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** What this one undoes, or what undid it. */
function Opposite({ transaction: { reverses, reversed_by } }: { transaction: CreditTransaction }) {
  const { t } = useTranslation();
  const words = useCreditWords();
  const other = useTransaction(reverses ?? reversed_by ?? '');
  if (!other.data) return null;
  return (
    <section className="panel" aria-labelledby="opposite">
      <h2 id="opposite">{reverses === null ? t('credit.receipt.reversed_by') : t('credit.receipt.reverses')}</h2>
      <p>
        <Link to={`/credit/transactions/${other.data.id}`}>
          {words.kind(other.data.kind)} {other.data.receipt_number}
        </Link>{' '}
        · <Money of={other.data.amount} /> · <When at={other.data.at} to="minute" />
      </p>
    </section>
  );
}
