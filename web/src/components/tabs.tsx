import { Link, useLocation } from 'react-router';
import './tabs.css';

/** The parts of one screen. Links and no tablist: each is an address, Back leads to the one before. */
export function Tabs({ label, present, tabs }: { label: string; present: string; tabs: { key: string; name: string; to: string }[] }) {
  const { state } = useLocation() as { state: unknown };
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {tabs.map(({ key, name, to }) => (
          <li key={key}>
            <Link to={to} state={state} aria-current={key === present ? 'page' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
