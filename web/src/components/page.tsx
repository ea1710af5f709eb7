import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { usePortal } from '../lib/session';

/** A screen: its title (also the window's), what can be done with the whole of it, and its content. */
export function Page({ title, aside, actions, children }: { title: string; aside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const { provider } = usePortal();
  useEffect(() => {
    document.title = `${title} · ${provider.name}`;
  }, [title, provider.name]);
  // Who follows a link by keyboard or hears the page begins at its title.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}
