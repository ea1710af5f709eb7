import { ClockCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from './status_tag';
import { dayAndTime } from '../lib/formats';
import { clockOf, type Clock } from './clock';

const tones: Record<Clock['state'], Tone> = { overdue: 'bad', soon: 'waiting', ample: 'quiet' };

/** "Còn 2 ngày", "Quá hạn 1 ngày": colour and words; nothing where nothing is promised. */
export function ClockTag({ dueAt, overdue }: { dueAt: string | null; overdue: boolean }) {
  const { t } = useTranslation();
  if (dueAt === null) return null;
  const { state, count, unit } = clockOf(dueAt, overdue, Date.now());
  const amount = t(`approvals.clock.${unit}`, { count });
  const Icon = state === 'overdue' ? ExclamationCircleFilled : ClockCircleOutlined;
  return (
    <span className="nowrap" title={t('approvals.clock.due', { time: dayAndTime(dueAt) })}>
      <Tag tone={tones[state]}>
        <Icon aria-hidden /> {state === 'overdue' ? t('approvals.clock.overdue', { amount }) : t('approvals.clock.left', { amount })}
      </Tag>
    </span>
  );
}
