import { Button, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../components/problem_notice';
import { Tag } from '../../components/status_tag';
import { idempotencyKey } from '../../lib/api';
import { UnansweredError } from '../../lib/problem';
import { nameOf, type Registration, resend, useRenew, withdraw } from './acts';
import { batch, type Outcome } from './batch';

const calls = { resend, withdraw };
/** More would only wait in the program's queue of writers. */
const parallel = 4;

/** Asks, does it for each row while it counts, and says what became of each. */
export function BulkDialog({ act, rows, onClose }: { act: 'resend' | 'withdraw'; rows: Registration[]; onClose: (began: boolean) => void }) {
  const { t } = useTranslation();
  const renew = useRenew();
  const [phase, setPhase] = useState<'asking' | 'running' | 'done'>('asking');
  const [outcomes, setOutcomes] = useState<Outcome<Registration>[]>([]);
  // One key for each row as long as this dialog is open: another try does nothing twice.
  const [keys] = useState(() => new Map(rows.map(({ id }) => [id, idempotencyKey()])));
  const stop = useRef(false);

  const run = (some: Registration[]) => {
    stop.current = false;
    setPhase('running');
    void batch(some, (row) => calls[act](row.id, keys.get(row.id)!), {
      parallel,
      tell: (outcome) => {
        setOutcomes((before) => [...before.filter(({ item }) => item.id !== outcome.item.id), outcome]);
      },
      stopped: () => stop.current,
    }).finally(() => {
      setPhase('done');
      void renew();
    });
  };
  const lost = outcomes.filter(({ error }) => error instanceof UnansweredError).map(({ item }) => item);
  const done = outcomes.filter(({ error }) => error === null).length;
  return (
    <Modal
      open
      title={t(`registrations.bulk.${act}_title`, { count: rows.length })}
      closable={phase !== 'running'}
      mask={{ closable: false }}
      onCancel={() => {
        if (phase !== 'running') onClose(phase === 'done');
      }}
      footer={
        <Footer
          act={act}
          phase={phase}
          lost={lost.length}
          onBegin={() => {
            run(rows);
          }}
          onStop={() => {
            stop.current = true;
          }}
          onAgain={() => {
            run(lost);
          }}
          onClose={() => {
            onClose(phase === 'done');
          }}
        />
      }
    >
      {phase === 'asking' ? (
        <div className="stack">
          <p>{t(`registrations.bulk.${act}_lead`, { count: rows.length })}</p>
          <ul className="bulk-names">
            {rows.map((row) => (
              <li key={row.id}>{nameOf(row)}</li>
            ))}
          </ul>
        </div>
      ) : (
        <div className="stack">
          <Progress
            percent={Math.floor((100 * outcomes.length) / rows.length)}
            status={phase === 'running' ? 'active' : outcomes.length > done ? 'exception' : 'success'}
            aria-label={t(`registrations.bulk.${act}_title`, { count: rows.length })}
            format={() => `${String(outcomes.length)}/${String(rows.length)}`}
          />
          <p role="status">
            {phase === 'done' && t('registrations.bulk.summary', { done, refused: outcomes.length - done, left: rows.length - outcomes.length })}
          </p>
          <Outcomes act={act} outcomes={outcomes} />
        </div>
      )}
    </Modal>
  );
}

function Outcomes({ act, outcomes }: { act: 'resend' | 'withdraw'; outcomes: Outcome<Registration>[] }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const ordered = [...outcomes].sort((one, other) => Number(one.error === null) - Number(other.error === null));
  return (
    <ul className="bulk-names" tabIndex={0} aria-label={t('registrations.bulk.outcomes')}>
      {ordered.map(({ item, error }) => (
        <li key={item.id}>
          <Tag tone={error === null ? 'good' : 'bad'}>{error === null ? t(`registrations.bulk.${act}_done`) : t('registrations.bulk.not_done')}</Tag>{' '}
          {nameOf(item)}
          {error !== null && <p className="soft">{sentence(error)}</p>}
        </li>
      ))}
    </ul>
  );
}

function Footer({
  act,
  phase,
  lost,
  onBegin,
  onStop,
  onAgain,
  onClose,
}: {
  act: 'resend' | 'withdraw';
  phase: 'asking' | 'running' | 'done';
  lost: number;
  onBegin: () => void;
  onStop: () => void;
  onAgain: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  if (phase === 'running') return <Button onClick={onStop}>{t('registrations.bulk.stop')}</Button>;
  if (phase === 'done') {
    return (
      <>
        {lost > 0 && <Button onClick={onAgain}>{t('registrations.bulk.again', { count: lost })}</Button>}
        <Button type="primary" onClick={onClose}>
          {t('components.close')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={onClose}>{act === 'withdraw' ? t('registrations.keep') : t('components.cancel')}</Button>
      <Button type="primary" danger={act === 'withdraw'} onClick={onBegin}>
        {t(`registrations.acts.${act}`)}
      </Button>
    </>
  );
}
