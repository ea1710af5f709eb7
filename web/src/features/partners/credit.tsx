// A partner's wallet as the provider sees it, and what the provider does with it.
import { BankOutlined, PlusCircleOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Movements } from '../../components/credit/movements';
import { Money } from '../../components/money';
import { ProblemNotice } from '../../components/problem_notice';
import { useMay } from '../../lib/session';
import { type Partner, usePartnerWallet } from './calls';

const GrantDialog = lazy(async () => ({ default: (await import('./grant_dialog')).GrantDialog }));
const PayoutDialog = lazy(async () => ({ default: (await import('./payout_dialog')).PayoutDialog }));

export function PartnerCredit({ partner }: { partner: Partner }) {
  return (
    <div className="stack">
      <PartnerWallet partner={partner} />
      <PartnerMovements partner={partner} />
    </div>
  );
}

function PartnerWallet({ partner }: { partner: Partner }) {
  const { t } = useTranslation();
  const query = usePartnerWallet(partner.id);
  const wallet = query.data;
  const figure = (of: 'available' | 'balance' | 'held') => (wallet ? <Money of={wallet[of]} /> : <Skeleton.Button active size="small" />);
  return (
    <section className="panel partner-credit" aria-labelledby="credit">
      <div className="panel-head">
        <h2 id="credit">{t('partners.credit.wallet')}</h2>
        <WalletActs partner={partner} empty={(wallet?.available.amount ?? 0) <= 0} />
      </div>
      {query.error && !wallet ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : (
        <dl className="credit-figures">
          <div className="first">
            <dt>{t('credit.available')}</dt>
            <dd>{figure('available')}</dd>
          </div>
          <div>
            <dt>{t('credit.balance')}</dt>
            <dd>{figure('balance')}</dd>
          </div>
          <div>
            <dt>{t('credit.held')}</dt>
            <dd>{figure('held')}</dd>
          </div>
        </dl>
      )}
      <p className="panel-end row">
        <Link to={`/reports/credit/summary?partner_id=${partner.id}`}>{t('partners.credit.to_report')}</Link>
        <Link to={`/credit/customers?partner_id=${partner.id}&state=all`}>{t('partners.credit.to_customers')}</Link>
        <Link to={`/credit/transactions?partner_id=${partner.id}`}>{t('partners.credit.to_transactions')}</Link>
      </p>
    </section>
  );
}

function WalletActs({ partner, empty }: { partner: Partner; empty: boolean }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'grant' | 'pay_out' | null>(null);
  if (!useMay('issue_credit')) return null;
  const close = () => {
    setAsked(null);
  };
  return (
    <div className="row">
      <Button
        type="primary"
        icon={<PlusCircleOutlined aria-hidden />}
        onClick={() => {
          setAsked('grant');
        }}
      >
        {t('partners.credit.grant')}
      </Button>
      <Button
        icon={<BankOutlined aria-hidden />}
        disabled={empty}
        onClick={() => {
          setAsked('pay_out');
        }}
      >
        {t('partners.credit.pay_out')}
      </Button>
      <Suspense>
        {asked === 'grant' && <GrantDialog partner={partner} onClose={close} />}
        {asked === 'pay_out' && <PayoutDialog partner={partner} onClose={close} />}
      </Suspense>
    </div>
  );
}

function PartnerMovements({ partner }: { partner: Partner }) {
  const { t } = useTranslation();
  return (
    <div>
      <h2 className="section-head">{t('partners.credit.movements')}</h2>
      <Movements wallet={{ of: 'partner', id: partner.id }} label={t('partners.credit.movements')} />
    </div>
  );
}
