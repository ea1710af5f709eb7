import { day, dayAndTime, exactTime } from '../lib/formats';

const forms = { day, minute: dayAndTime, second: exactTime };

/** A moment in the provider's time zone; nothing for null. */
export function When({ at, to = 'day' }: { at: string | null; to?: keyof typeof forms }) {
  if (at === null) return null;
  return (
    <time dateTime={at} title={exactTime(at)} className="figures">
      {forms[to](at)}
    </time>
  );
}
