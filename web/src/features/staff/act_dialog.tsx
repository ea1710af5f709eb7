import { Modal } from 'antd';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { useFocusBack } from '../../lib/focus_back';

/** Asks once more, does it, and stays with the sentence when it is refused. */
export function ActDialog({
  title,
  lead,
  act,
  danger,
  origin,
  onAct,
  onClose,
}: {
  title: string;
  lead: string;
  act: string;
  danger: boolean;
  origin: RefObject<HTMLElement | null>;
  onAct: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useFocusBack(origin);
  return (
    <Modal
      open
      title={title}
      okText={act}
      cancelText={t('components.cancel')}
      okButtonProps={{ danger }}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => {
        setBusy(true);
        setFailure(null);
        onAct()
          .catch(setFailure)
          .finally(() => {
            setBusy(false);
          });
      }}
    >
      {failure !== null && (
        <div className="form-errors">
          <ProblemNotice error={failure} />
        </div>
      )}
      <p>{lead}</p>
    </Modal>
  );
}
