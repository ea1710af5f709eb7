import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { registrationStatuses } from '../../components/status_tag';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';

type Counts = Schemas['RegistrationCounts'];

/** How many there are in each state: everybody's, or one partner's. */
export function useCounts(partner: string | undefined) {
  return useQuery({
    queryKey: ['registrations', 'counts', partner ?? null],
    queryFn: async (): Promise<Counts> => {
      if (partner === undefined) return bodyOf(api.GET('/api/v1/registrations/counts'));
      const { data } = await bodyOf(api.GET('/api/v1/registrations/counts/by-partner', { params: { query: { partner_id: [partner] } } }));
      return data[0]!.counts;
    },
  });
}

/** Each state that has some, with its number; pressed while the list shows it. */
export function StateChips({ counts, chosen, onChoose }: { counts: Counts | undefined; chosen: string[]; onChoose: (states: string[]) => void }) {
  const { t } = useTranslation();
  const shown = registrationStatuses.filter((state) => (counts?.[state] ?? 0) > 0 || chosen.includes(state));
  const total = counts && registrationStatuses.reduce((sum, state) => sum + counts[state], 0);
  return (
    <div className="chips" role="group" aria-label={t('registrations.by_state')}>
      <Chip
        label={t('registrations.every_state')}
        count={total}
        pressed={chosen.length === 0}
        onPress={() => {
          onChoose([]);
        }}
      />
      {shown.map((state) => (
        <Chip
          key={state}
          label={t(`states.${state}`)}
          count={counts?.[state]}
          pressed={chosen.includes(state)}
          onPress={() => {
            onChoose(chosen.includes(state) ? chosen.filter((each) => each !== state) : [...chosen, state]);
          }}
        />
      ))}
    </div>
  );
}

function Chip({ label, count, pressed, onPress }: { label: string; count: number | undefined; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={onPress}>
      {label} <span className="figures">{count === undefined ? '' : number(count, language())}</span>
    </button>
  );
}
