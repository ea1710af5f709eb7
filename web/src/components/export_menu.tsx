import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Modal, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf, type Schemas } from '../lib/api';
import { download, save } from '../lib/download';
import { ProblemNotice, useSentence } from './problem_notice';

type Export = Schemas['Export'];
const formats = ['xlsx', 'csv'] as const;

/** Exports what the filter shows, not the page. `pathOf` makes the call's path; large ones are made in the background. */
export function ExportMenu({ pathOf }: { pathOf: (format: 'csv' | 'xlsx') => string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  const [job, setJob] = useState<Export | null>(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: formats.map((format) => ({ key: format, label: t(`components.export_${format}`) })),
          onClick: ({ key }) => {
            setBusy(true);
            download<Export>(pathOf(key as 'csv' | 'xlsx'))
              .then(setJob, (error: unknown) => void message.error(sentence(error), 8))
              .finally(() => {
                setBusy(false);
              });
          },
        }}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={busy}>
          {t('components.export')}
        </Button>
      </Dropdown>
      {job && (
        <Job
          job={job}
          onClose={() => {
            setJob(null);
          }}
        />
      )}
    </>
  );
}

function Job({ job, onClose }: { job: Export; onClose: () => void }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(job);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (now.state === 'done' || now.state === 'failed' || failure !== null) return undefined;
    const look = setTimeout(() => {
      bodyOf(api.GET('/api/v1/exports/{id}', { params: { path: { id: job.id } } })).then(setNow, setFailure);
    }, 700);
    return () => {
      clearTimeout(look);
    };
  }, [now, job.id, failure]);
  const percent = now.state === 'done' ? 100 : Math.floor((100 * now.rows_done) / Math.max(1, now.rows_total));
  return (
    <Modal
      open
      title={t('components.export')}
      onCancel={onClose}
      cancelText={t('components.close')}
      okText={t('components.download')}
      okButtonProps={{ disabled: now.state !== 'done' }}
      onOk={() => {
        save(`/api/v1/exports/${job.id}/file`, '');
        onClose();
      }}
    >
      {failure !== null && <ProblemNotice error={failure} />}
      <p role="status">{t(`components.export_${now.state}`)}</p>
      <Progress
        percent={percent}
        status={now.state === 'failed' ? 'exception' : now.state === 'done' ? 'success' : 'active'}
        aria-label={t('components.export')}
      />
    </Modal>
  );
}
