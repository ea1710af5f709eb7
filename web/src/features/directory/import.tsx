import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LeaveGuard } from '../../components/leave_guard';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useSettings } from '../../lib/session';
import '../../styles/antd_rest.css';
import { ColumnHelp } from './column_help';
import './directory.css';
import { DropZone } from './drop_zone';
import { Outcome } from './outcome';
import { Preview } from './preview';
import { type ReadFile, readFile } from './read_file';
import { RowProblems } from './row_problems';
import { useSending } from './sending';

export function Import() {
  const { t } = useTranslation();
  const { currency } = useSettings();
  const [file, setFile] = useState<ReadFile | null>(null);
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const read = (chosen: File) => {
    setReading(true);
    setFailure(null);
    readFile(chosen, currency)
      .then(setFile, setFailure)
      .finally(() => {
        setReading(false);
      });
  };
  return (
    <Page title={t('directory.import')}>
      <p className="page-lead">
        <Link to="/directory">{t('directory.back')}</Link>
      </p>
      {file && file.problem === null ? (
        <Chosen
          file={file}
          onAgain={() => {
            setFile(null);
          }}
        />
      ) : (
        <div className="stack">
          {failure !== null && <ProblemNotice error={failure} />}
          {file?.problem && <FileProblem file={file} />}
          {reading ? (
            <div role="status" aria-label={t('directory.reading')} className="waiting">
              <Spin />
            </div>
          ) : (
            <DropZone onFile={read} />
          )}
          <ColumnHelp />
        </div>
      )}
    </Page>
  );
}

function FileProblem({ file }: { file: ReadFile }) {
  const { t } = useTranslation();
  const { problem } = file;
  if (!problem) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('directory.not_read', { name: file.name })}
      description={t(`directory.file_problems.${problem.code}`, { ...problem })}
    />
  );
}

function Chosen({ file, onAgain }: { file: ReadFile; onAgain: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const good = file.rows.filter(({ account }) => account !== null);
  const { progress, start, stop } = useSending(good, () => {
    for (const key of ['directory', 'approvals', 'audit']) void client.invalidateQueries({ queryKey: [key] });
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const guard = <LeaveGuard unsaved={progress.state === 'sending' || progress.state === 'stopped'} />;
  if (progress.state !== 'ready') {
    return (
      <div className="stack">
        <Outcome file={file} total={good.length} progress={progress} onStop={stop} onGoOn={start} onAgain={onAgain} />
        <RowProblems rows={file.rows} />
        {guard}
      </div>
    );
  }
  const figures = {
    rows: number(file.rows.length, language()),
    good: number(good.length, language()),
    bad: number(file.rows.length - good.length, language()),
  };
  return (
    <div className="stack">
      <section className="panel stack" aria-labelledby="file">
        <h2 id="file" ref={heading} tabIndex={-1}>
          {file.name}
        </h2>
        <p role="status">{good.length === file.rows.length ? t('directory.all_good', figures) : t('directory.some_good', figures)}</p>
        <Preview file={file} />
        <div className="row">
          <Button type="primary" disabled={good.length === 0} onClick={start}>
            {t('directory.send', { count: good.length })}
          </Button>
          <Button onClick={onAgain}>{t('directory.other_file')}</Button>
        </div>
      </section>
      <RowProblems rows={file.rows} />
    </div>
  );
}
