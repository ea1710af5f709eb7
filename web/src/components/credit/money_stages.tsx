import { CheckCircleFilled, ClockCircleFilled } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { ProblemError, UnansweredError } from '../../lib/problem';
import { usePortal, useSession } from '../../lib/session';
import { CopyButton } from '../copy_button';
import { Money } from '../money';
import { useSentence } from '../problem_notice';
import { useCreditWords } from './credit_words';
import type { Answer, Intent, Side, Text } from './money_dialog';

/** Whoever hears the page hears first where it went on to. */
function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <h3 ref={heading} tabIndex={-1}>
      {children}
    </h3>
  );
}

interface ConfirmProps {
  question: string;
  intent: Intent;
  sides: Side[];
  texts: Text[];
  above: number | null;
  children: ReactNode;
}

/** The second step: what each wallet has before and after. */
export function Confirm({ question, intent, sides, texts, above, children }: ConfirmProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const { provider } = usePortal();
  const { amount, currency } = intent.amount;
  const waits = above !== null && amount > above;
  const limit = money({ amount: above ?? 0, currency }, language());
  return (
    <div className="stack money-stage">
      <Heading>{question}</Heading>
      <table className="before-after">
        <thead>
          <tr>
            <th scope="col">{t('credit.dialog.wallet')}</th>
            <th scope="col">{t('credit.columns.before')}</th>
            <th scope="col">{t('credit.columns.after')}</th>
          </tr>
        </thead>
        <tbody>
          {sides.map(({ name, available, way }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{available && <Money of={available} />}</td>
              <td>{available && <Money of={{ currency, amount: available.amount + (way === 'in' ? amount : -amount) }} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {texts.some(({ name }) => intent.texts[name]) && (
        <dl className="facts">
          {texts.map(({ name, label }) =>
            intent.texts[name] ? (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{intent.texts[name]}</dd>
              </div>
            ) : null,
          )}
        </dl>
      )}
      {waits && (
        <Alert
          type="info"
          showIcon
          className="form-errors"
          title={t('credit.dialog.second_person')}
          description={t(user.audience === 'partner' ? 'credit.dialog.second_person_partner' : 'credit.dialog.second_person_provider', {
            limit,
            provider: provider.name,
          })}
        />
      )}
      {children}
    </div>
  );
}

/** Nobody knows yet whether it happened; asking again with the same key tells, and moves nothing twice. */
export function Unknown({ error, busy, onAgain }: { error: unknown; busy: boolean; onAgain: () => void }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const requestId = error instanceof ProblemError || error instanceof UnansweredError ? error.requestId : null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="form-errors"
      title={t('credit.dialog.unknown')}
      description={
        <div className="unknown">
          <p>{error instanceof ProblemError ? sentence(error) : t('credit.dialog.unknown_lead')}</p>
          <p>{t('credit.dialog.unknown_advice')}</p>
          {requestId && <p className="request-id">{t('components.request_id', { id: requestId })}</p>}
          <Button type="primary" loading={busy} onClick={onAgain}>
            {t('credit.dialog.again')}
          </Button>
        </div>
      }
    />
  );
}

/** What became of it: moved, with its receipt, or waiting for somebody else. */
export function Done({ title, answer: { moved, replayed }, onFollow }: { title: string; answer: Answer; onFollow: () => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const words = useCreditWords();
  if ('state' in moved) {
    return (
      <div className="stack money-stage outcome">
        <ClockCircleFilled className="outcome-waits" aria-hidden />
        <Heading>{t('credit.dialog.waits')}</Heading>
        <p>{t(user.audience === 'partner' ? 'credit.dialog.waits_partner' : 'credit.dialog.waits_provider')}</p>
        <dl className="facts">
          <div>
            <dt>{words.kind(moved.kind)}</dt>
            <dd>
              <Money of={moved.amount} />
            </dd>
          </div>
        </dl>
        {replayed && <p className="soft">{t('credit.dialog.replayed')}</p>}
      </div>
    );
  }
  const after = moved.account_balance?.after;
  return (
    <div className="stack money-stage outcome">
      <CheckCircleFilled className="outcome-done" aria-hidden />
      <Heading>{title}</Heading>
      <dl className="facts">
        <div className="whole">
          <dt>{t('credit.receipt.number')}</dt>
          <dd className="row">
            <strong className="figures">{moved.receipt_number}</strong>
            <CopyButton size="small" text={moved.receipt_number} />
          </dd>
        </div>
        {moved.partner_balance && (
          <div>
            <dt>{t('credit.dialog.now_in', { name: user.audience === 'partner' ? t('credit.own_wallet') : moved.partner.name })}</dt>
            <dd>
              <Money of={moved.partner_balance.after} />
            </dd>
          </div>
        )}
        {after && (
          <div>
            <dt>{t('credit.dialog.now_in', { name: moved.account?.name ?? '' })}</dt>
            <dd>
              <Money of={after} />
            </dd>
          </div>
        )}
      </dl>
      {replayed && <p className="soft">{t('credit.dialog.replayed')}</p>}
      <Link to={`/credit/transactions/${moved.id}`} onClick={onFollow}>
        {t('credit.receipt.open')}
      </Link>
    </div>
  );
}
