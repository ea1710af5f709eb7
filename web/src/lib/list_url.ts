// What a list shows is in its address: search, filters, order and page, so that Back works and a link can be
// shared. Pages are reached by cursors; those that were seen are remembered to find the way back.
import { useRef } from 'react';
import { useSearchParams } from 'react-router';

export interface ListUrl {
  q: string;
  /** Of each filter, the values chosen; none when it does not filter. */
  filters: Record<string, string[]>;
  sort: string;
  cursor: string | undefined;
  page: number;
  /** Something narrows the list. */
  filtered: boolean;
  search: (q: string) => void;
  filter: (name: string, values: string[]) => void;
  /** Several filters in one step, e.g. both ends of a range. */
  filterAll: (filters: Record<string, string[]>) => void;
  sortBy: (sort: string) => void;
  clear: () => void;
  first: () => void;
  next: (cursor: string) => void;
  previous: () => void;
}

const seen = new Map<string, string>();

function placeOf(parameters: URLSearchParams, page: number): string {
  const rest = new URLSearchParams(parameters);
  rest.delete('cursor');
  rest.delete('page');
  return `${globalThis.location.pathname}?${rest.toString()}#${String(page)}`;
}

export function useListUrl({ filters: names, sort: usual }: { filters: readonly string[]; sort: string }): ListUrl {
  const [parameters, setParameters] = useSearchParams();
  const typing = useRef(false);
  const page = Math.max(1, Number.parseInt(parameters.get('page') ?? '1', 10) || 1);
  const cursor = parameters.get('cursor') ?? undefined;
  const filters = Object.fromEntries(names.map((name) => [name, parameters.getAll(name)]));
  const q = parameters.get('q') ?? '';

  const change = (edit: (next: URLSearchParams) => void, replace = false) => {
    // From the address itself: a filter that was chosen just before may not be drawn yet.
    const next = new URLSearchParams(globalThis.location.search);
    next.delete('cursor');
    next.delete('page');
    edit(next);
    setParameters(next, { replace });
  };
  const filterAll = (chosen: Record<string, string[]>) => {
    change((next) => {
      for (const [name, values] of Object.entries(chosen)) {
        next.delete(name);
        for (const value of values) next.append(name, value);
      }
    });
  };
  return {
    q,
    filters,
    sort: parameters.get('sort') ?? usual,
    cursor: page > 1 ? cursor : undefined,
    page: cursor === undefined ? 1 : page,
    filtered: q !== '' || names.some((name) => parameters.has(name)),
    search: (words) => {
      change((next) => {
        if (words === '') next.delete('q');
        else next.set('q', words);
      }, typing.current);
      // One step back leads to before the search, not through every key that was pressed.
      typing.current = words !== '';
    },
    filter: (name, values) => {
      filterAll({ [name]: values });
    },
    filterAll,
    sortBy: (sort) => {
      change((next) => {
        if (sort === usual) next.delete('sort');
        else next.set('sort', sort);
      });
    },
    clear: () => {
      change((next) => {
        for (const name of ['q', ...names]) next.delete(name);
      });
    },
    first: () => {
      change(() => undefined);
    },
    next: (following) => {
      seen.set(placeOf(parameters, page + 1), following);
      change((next) => {
        next.set('cursor', following);
        next.set('page', String(page + 1));
      });
    },
    previous: () => {
      const known = seen.get(placeOf(parameters, page - 1));
      change((next) => {
        if (page > 2 && known !== undefined) {
          next.set('cursor', known);
          next.set('page', String(page - 1));
        }
      });
    },
  };
}
