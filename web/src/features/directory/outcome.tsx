import { DownloadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link_button';
import { ProblemNotice } from '../../components/problem_notice';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import type { ReadRow } from './account_rows';
import { writeCsv } from './csv';
import { download } from './download';
import type { ReadFile } from './read_file';
import { useProblemSentence } from './row_problems';
import type { Progress as Sent } from './sending';

interface OutcomeProps {
  file: ReadFile;
  total: number;
  progress: Sent;
  onStop: () => void;
  onGoOn: () => void;
  onAgain: () => void;
}

/** How far the sending is, and what came of it. */
export function Outcome({ file, total, progress, onStop, onGoOn, onAgain }: OutcomeProps) {
  const { t } = useTranslation();
  const { state, sent, failure } = progress;
  const bad = file.rows.filter(({ account }) => account === null);
  const percent = total === 0 ? 100 : Math.floor((100 * sent) / total);
  return (
    <section className="panel stack" aria-labelledby="outcome">
      <h2 id="outcome">{t(`directory.states.${state}`)}</h2>
      <Progress
        percent={percent}
        status={state === 'done' ? 'success' : state === 'stopped' ? 'exception' : 'active'}
        aria-label={t('directory.progress')}
      />
      <p role="status" className="figures">
        {t('directory.sent', { sent: number(sent, language()), total: number(total, language()) })}
      </p>
      {failure !== null && <ProblemNotice error={failure} />}
      <dl className="facts">
        {(['created', 'updated', 'unchanged'] as const).map((outcome) => (
          <Figure key={outcome} name={t(`directory.outcomes.${outcome}`)} value={progress[outcome]} />
        ))}
        <Figure name={t('directory.outcomes.refused')} value={progress.refused.length + bad.length} />
      </dl>
      <div className="row">
        {state === 'sending' && <Button onClick={onStop}>{t('directory.stop')}</Button>}
        {state === 'stopped' && (
          <Button type="primary" onClick={onGoOn}>
            {t('directory.go_on')}
          </Button>
        )}
        {state !== 'sending' && progress.refused.length + bad.length > 0 && <RefusedButton file={file} bad={bad} progress={progress} />}
        {state === 'done' && (
          <LinkButton to="/directory" type="primary">
            {t('directory.back')}
          </LinkButton>
        )}
        {state !== 'sending' && <Button onClick={onAgain}>{t('directory.other_file')}</Button>}
      </div>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{number(value, language())}</dd>
    </div>
  );
}

function RefusedButton({ file, bad, progress }: { file: ReadFile; bad: ReadRow[]; progress: Sent }) {
  const { t } = useTranslation();
  const sentence = useProblemSentence();
  const save = () => {
    const refused = [...bad.map((row) => ({ row, message: row.problems.map(sentence).join(' ') })), ...progress.refused].sort(
      (one, other) => one.row.record.line - other.row.record.line,
    );
    const rows = refused.map(({ row, message }) => [String(row.record.line), message, ...row.record.fields]);
    download('refused.csv', writeCsv([[t('directory.line_heading'), t('directory.reason'), ...file.columns], ...rows]));
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={save}>
      {t('directory.download_refused')}
    </Button>
  );
}
