// How a person likes the page; kept by the program, so that it is the same on another machine.
import { useMutation } from '@tanstack/react-query';
import { api, type Schemas, withTag } from './api';
import { isProblem } from './problem';
import { useChangeSession, useSession } from './session';

export type Preferences = Schemas['Preferences'];

export function usePreferences(): Preferences {
  return useSession().preferences;
}

/** Shows at once, then tells the program; what it refuses is tried once more on top of what changed meanwhile. */
export function useChangePreferences(): (change: Partial<Preferences>) => void {
  const changeSession = useChangeSession();
  const present = usePreferences();
  const { mutate } = useMutation({
    mutationFn: async (change: Partial<Preferences>) => {
      const { etag } = await withTag(api.GET('/api/v1/profile/preferences'));
      await api.PATCH('/api/v1/profile/preferences', { params: { header: { 'If-Match': etag } }, body: change });
    },
    retry: (count, error) => count < 1 && isProblem(error, 'stale'),
    scope: { id: 'preferences' },
  });
  return (change) => {
    changeSession({ preferences: { ...present, ...change } });
    mutate(change);
  };
}
