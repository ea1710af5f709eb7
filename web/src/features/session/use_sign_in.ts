import { api, bodyOf, rememberCsrfToken, type Schemas, withTag } from '../../lib/api';
import { takeChoice } from '../../lib/language';
import { type Session, useChangeSession } from '../../lib/session';
import { speak } from '../../lib/words';

/** Signs in and tells the page so; what the program refuses is thrown. */
export function useSignIn(): (credentials: Schemas['SignIn']) => Promise<void> {
  const changeSession = useChangeSession();
  return async (credentials) => {
    const session = await bodyOf(api.POST('/api/v1/session', { body: credentials }));
    rememberCsrfToken(session.csrf_token);
    const user = await withChosenLanguage(session.user);
    await speak(user.language);
    changeSession({ ...session, user });
  };
}

/** A language chosen before signing in becomes the person's; not to be able to keep it is no reason to stop. */
async function withChosenLanguage(user: Session['user']): Promise<Session['user']> {
  const language = takeChoice();
  if (language === null || language === user.language) return user;
  try {
    const { etag } = await withTag(api.GET('/api/v1/profile'));
    await api.PATCH('/api/v1/profile', { params: { header: { 'If-Match': etag } }, body: { language } });
  } catch {
    // The page speaks it all the same until the next sign-in.
  }
  return { ...user, language };
}
