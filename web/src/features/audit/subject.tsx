import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { may, useSession, type Permission } from '../../lib/session';

interface Place {
  path: string;
  needs?: Permission;
}
const places: Record<string, Place> = {
  reg: { path: '/accounts/' },
  ptn: { path: '/partners/', needs: 'read_partners' },
  msg: { path: '/outbox/', needs: 'read_outbox' },
  acc: { path: '/directory/', needs: 'read_directory' },
};
const named = ['reg', 'ptn', 'msg', 'acc', 'usr', 'key'] as const;

/** The kind of a thing by the beginning of its id, and its end, which tells it from others. */
export function useSubjectName(): (id: string) => string {
  const { t } = useTranslation();
  return (id) => {
    const kind = named.find((each) => id.startsWith(`${each}_`));
    return kind === undefined ? id : `${t(`audit.subjects.${kind}`)} …\u2060${id.slice(-6)}`;
  };
}

/** What was changed, and the way to its screen where there is one for this reader. */
export function Subject({ id, known }: { id: string; known: string | undefined }) {
  const { user } = useSession();
  const subjectName = useSubjectName();
  const name = known ?? subjectName(id);
  if (id === '') return <>–</>;
  const place = places[id.split('_', 1)[0] ?? ''];
  if (!place || (place.needs && !may(user, place.needs))) return <span title={id}>{name}</span>;
  return (
    <Link to={place.path + id} title={id}>
      {name}
    </Link>
  );
}
