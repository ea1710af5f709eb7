import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { number } from '../lib/formats';
import { language } from '../lib/language';
import './places.css';

export interface PlaceLink {
  to: string;
  name: string;
  /** How many wait there; none is not said. */
  waiting?: number | undefined;
}

/** The screens of one room, beside each other: links, so that each can be shared and opened in a new tab. */
export function Places({ label, places }: { label: string; places: PlaceLink[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  // What waits makes its neighbours move on.
  const counts = places.map(({ waiting = 0 }) => waiting).join();
  useEffect(() => {
    list.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname, counts]);
  return (
    <nav className="places" aria-label={label}>
      <ul ref={list}>
        {places.map(({ to, name, waiting = 0 }) => (
          <li key={to.split('?')[0]}>
            <NavLink to={to} end>
              {name}
              {waiting > 0 && (
                <span className="count" aria-label={t('app.waiting', { count: waiting })}>
                  {number(waiting, language())}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
