import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy_button';
import { ProblemNotice } from '../../components/problem_notice';
import { When } from '../../components/when';
import { api, bodyOf } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import type { Registration } from './acts';
import { useHistory } from './timeline';

/** What the customer agreed to, as it was agreed; nothing until then. */
export function ConsentReceipt({ row }: { row: Registration }) {
  const history = useHistory(row.id);
  const agreed = history.data?.pages.some(({ data }) => data.some(({ event }) => event.startsWith('agree'))) ?? false;
  return agreed ? <Receipt id={row.id} /> : null;
}

/** Prints this part of the page alone. */
function print(): void {
  const root = document.documentElement;
  root.dataset.print = 'receipt';
  globalThis.print();
  delete root.dataset.print;
}

function Receipt({ id }: { id: string }) {
  const { t } = useTranslation();
  const receipt = useQuery({
    queryKey: ['registrations', 'receipt', id],
    queryFn: () => bodyOf(api.GET('/api/v1/registrations/{id}/receipt', { params: { path: { id } } })),
    // A receipt never changes.
    staleTime: Infinity,
  });
  if (isProblem(receipt.error, 'not_found')) return null;
  return (
    <section className="panel receipt" aria-labelledby="receipt">
      <div className="receipt-head">
        <h2 id="receipt">{t('registrations.receipt.title')}</h2>
        <Button size="small" icon={<PrinterOutlined aria-hidden />} disabled={!receipt.data} onClick={print}>
          {t('registrations.receipt.print')}
        </Button>
      </div>
      {receipt.error && <ProblemNotice error={receipt.error} retry={() => void receipt.refetch()} />}
      {receipt.isPending && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
      {receipt.data && (
        <>
          <blockquote lang={receipt.data.language}>{receipt.data.statement.trim()}</blockquote>
          <dl className="facts">
            <div>
              <dt>{t('registrations.receipt.agreed_at')}</dt>
              <dd>
                <When at={receipt.data.agreed_at} to="second" />
              </dd>
            </div>
            <div>
              <dt>{t('registrations.receipt.address')}</dt>
              <dd>
                <code>{receipt.data.address}</code>
              </dd>
            </div>
            <div>
              <dt>{t('registrations.receipt.version')}</dt>
              <dd>
                <code>{receipt.data.text_version}</code>
              </dd>
            </div>
            <div>
              <dt>{t('registrations.receipt.id')}</dt>
              <dd>
                <code>{receipt.data.id}</code>
              </dd>
            </div>
            <div className="whole">
              <dt>{t('registrations.receipt.hash')}</dt>
              <dd>
                <code>{receipt.data.hash}</code> <CopyButton size="small" text={receipt.data.hash} />
              </dd>
            </div>
          </dl>
        </>
      )}
    </section>
  );
}
