import { Link } from 'react-router';
import type { RegistrationStatus } from '../../components/status_tag';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import type { Counts } from './calls';

/** How many registrations of a partner are in these states, and the way to them. */
export function Count({ partner, of, states }: { partner: string; of: Counts | undefined; states: readonly RegistrationStatus[] }) {
  if (of === undefined) return <span className="soft">…</span>;
  const count = states.reduce((sum, state) => sum + of[state], 0);
  if (count === 0) return <span className="soft figures">0</span>;
  return (
    <Link className="figures count-link" to={pathOf(partner, states)}>
      {number(count, language())}
    </Link>
  );
}

function pathOf(partner: string, states: readonly RegistrationStatus[]): string {
  const search = new URLSearchParams({ partner_id: partner });
  for (const state of states) search.append('status', state);
  return `/accounts?${search.toString()}`;
}
