// A list as every screen has it: a table on a wide window, cards on a narrow one, with the four states (waiting,
// first use, no match, failed), an order by column, pages, hidden columns, and rows that can be chosen.
import { CaretDownFilled, CaretUpFilled, LeftOutlined, RightOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Select, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../lib/formats';
import { language } from '../lib/language';
import type { ListUrl } from '../lib/list_url';
import { useChangePreferences, usePreferences } from '../lib/preferences';
import { useNarrow } from '../lib/window';
import { Empty } from './empty';
import { ProblemNotice } from './problem_notice';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The contract's field to sort by. */
  sort?: string;
  /** A person may hide it. */
  hideable?: boolean;
  align?: 'right';
  /** The heading is read aloud and not shown. */
  untitled?: boolean;
  /** Of all rows, not of the page alone; a column that has one gives the table a last line. */
  total?: ReactNode;
}

export interface Rows<Row> {
  data: Row[];
  next_cursor: string | null;
  total: number;
  total_is_exact: boolean;
}

export interface ListQuery<Row> {
  data: Rows<Row> | undefined;
  error: unknown;
  isFetching: boolean;
  isPlaceholderData: boolean;
  refetch: () => unknown;
}

export interface Choice {
  chosen: ReadonlySet<string>;
  choose: (ids: Set<string>) => void;
  /** What a row is called when its box is read aloud. */
  nameOf: (id: string) => string;
  mayChoose?: (id: string) => boolean;
}

interface ListProps<Row> {
  /** Under which hidden columns are kept. */
  name: string;
  label: string;
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  card: (row: Row) => ReactNode;
  query: ListQuery<Row>;
  url: ListUrl;
  firstUse: ReactNode;
  choice?: Choice;
  /** Acts on what is chosen; shown while something is. */
  bulk?: ReactNode;
  rowClass?: (row: Row) => string;
}

export function List<Row>(props: ListProps<Row>) {
  const { query, url, firstUse } = props;
  const { t } = useTranslation();
  const narrow = useNarrow();
  if (query.error && (!query.data || query.isPlaceholderData)) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Waiting />;
  if (query.data.data.length === 0 && url.page === 1) {
    if (!url.filtered) return <>{firstUse}</>;
    return (
      <Empty title={t('components.no_match')} action={<Button onClick={url.clear}>{t('components.clear_filters')}</Button>}>
        {t('components.no_match_advice')}
      </Empty>
    );
  }
  return (
    <div className={`list${query.isPlaceholderData ? ' stale' : ''}`} aria-busy={query.isFetching}>
      {props.choice && <Chosen choice={props.choice} bulk={props.bulk} ids={query.data.data.map(props.rowId)} boxed={narrow} />}
      {narrow ? <Cards {...props} rows={query.data.data} /> : <Table {...props} rows={query.data.data} />}
      <Pages rows={query.data} url={url} />
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('components.waiting')} className="waiting">
      <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
    </div>
  );
}

function visible<Row>(columns: Column<Row>[], hidden: string[]): Column<Row>[] {
  return columns.filter((column) => !column.hideable || !hidden.includes(column.key));
}

function Table<Row>({ name, label, columns, rowId, rows, url, choice, rowClass }: ListProps<Row> & { rows: Row[] }) {
  const { hidden_columns } = usePreferences();
  const shown = visible(columns, hidden_columns[name] ?? []);
  const { t } = useTranslation();
  const ids = rows.map(rowId).filter((id) => choice?.mayChoose?.(id) ?? true);
  const all = ids.length > 0 && ids.every((id) => choice?.chosen.has(id));
  const some = ids.some((id) => choice?.chosen.has(id));
  return (
    <div className="table-room" role="region" aria-label={label} tabIndex={0}>
      <table className="table">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {choice && (
              <th scope="col" className="box">
                <Checkbox
                  aria-label={t('components.choose_all')}
                  checked={all}
                  indeterminate={some && !all}
                  disabled={ids.length === 0}
                  onChange={() => {
                    const next = new Set(choice.chosen);
                    for (const id of ids) {
                      if (all) next.delete(id);
                      else next.add(id);
                    }
                    choice.choose(next);
                  }}
                />
              </th>
            )}
            {shown.map((column) => (
              <Heading key={column.key} column={column} url={url} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = rowId(row);
            return (
              <tr key={id} className={rowClass?.(row)} aria-selected={choice ? choice.chosen.has(id) : undefined}>
                {choice && (
                  <td className="box">
                    <RowBox id={id} choice={choice} />
                  </td>
                )}
                {shown.map((column) => (
                  <td key={column.key} className={column.align}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        {shown.some(({ total }) => total !== undefined) && (
          <tfoot>
            <tr>
              {choice && <td />}
              {shown.map((column) => (
                <td key={column.key} className={column.align}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Heading<Row>({ column, url }: { column: Column<Row>; url: ListUrl }) {
  const field = column.sort;
  if (field === undefined) {
    return (
      <th scope="col" className={column.align}>
        {column.untitled ? <span className="unseen">{column.title}</span> : column.title}
      </th>
    );
  }
  const up = url.sort === field;
  const down = url.sort === `-${field}`;
  return (
    <th scope="col" className={column.align} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => {
          url.sortBy(up ? `-${field}` : field);
        }}
      >
        {column.title}
        <span className={`carets${up ? ' up' : down ? ' down' : ''}`} aria-hidden>
          <CaretUpFilled aria-hidden />
          <CaretDownFilled aria-hidden />
        </span>
      </button>
    </th>
  );
}

function RowBox({ id, choice }: { id: string; choice: Choice }) {
  const { t } = useTranslation();
  return (
    <Checkbox
      aria-label={t('components.choose', { name: choice.nameOf(id) })}
      checked={choice.chosen.has(id)}
      disabled={!(choice.mayChoose?.(id) ?? true)}
      onChange={({ target }) => {
        const next = new Set(choice.chosen);
        if (target.checked) next.add(id);
        else next.delete(id);
        choice.choose(next);
      }}
    />
  );
}

function Cards<Row>({ label, rowId, rows, card, choice, rowClass }: ListProps<Row> & { rows: Row[] }) {
  return (
    <ul className="cards" aria-label={label}>
      {rows.map((row) => {
        const id = rowId(row);
        return (
          <li key={id} className={`card ${rowClass?.(row) ?? ''}`}>
            {choice && <RowBox id={id} choice={choice} />}
            <div className="card-body">{card(row)}</div>
          </li>
        );
      })}
    </ul>
  );
}

function Chosen({ choice, bulk, ids, boxed }: { choice: Choice; bulk: ReactNode; ids: string[]; boxed: boolean }) {
  const { t } = useTranslation();
  const count = choice.chosen.size;
  const open = ids.filter((id) => choice.mayChoose?.(id) ?? true);
  if (count === 0) {
    if (!boxed || open.length === 0) return null;
    return (
      <div className="bulk">
        <Button
          size="small"
          onClick={() => {
            choice.choose(new Set(open));
          }}
        >
          {t('components.choose_all')}
        </Button>
      </div>
    );
  }
  return (
    <div className="bulk" role="toolbar" aria-label={t('components.chosen', { count })}>
      <strong aria-live="polite">{t('components.chosen', { count })}</strong>
      {bulk}
      <Button
        type="text"
        onClick={() => {
          choice.choose(new Set());
        }}
      >
        {t('components.choose_none')}
      </Button>
    </div>
  );
}

const sizes = [10, 20, 50, 100, 200] as const;

function Pages<Row>({ rows, url }: { rows: Rows<Row>; url: ListUrl }) {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const change = useChangePreferences();
  const from = (url.page - 1) * page_size + 1;
  const figures = {
    from: number(from, language()),
    to: number(from + rows.data.length - 1, language()),
    total: number(rows.total, language()),
  };
  return (
    <nav className="pages" aria-label={t('components.pages')}>
      <span aria-live="polite" className="figures">
        {rows.total_is_exact ? t('components.range', figures) : t('components.range_at_least', figures)}
      </span>
      <Select
        size="small"
        aria-label={t('components.page_size')}
        value={page_size}
        options={sizes.map((size) => ({ value: size, label: t('components.rows', { count: size }) }))}
        onChange={(size) => {
          url.first();
          change({ page_size: size });
        }}
      />
      <Button
        size="small"
        icon={<LeftOutlined aria-hidden />}
        disabled={url.page === 1}
        onClick={url.previous}
        aria-label={t('components.previous')}
      />
      <Button
        size="small"
        icon={<RightOutlined aria-hidden />}
        disabled={rows.next_cursor === null}
        onClick={() => {
          if (rows.next_cursor !== null) url.next(rows.next_cursor);
        }}
        aria-label={t('components.next')}
      />
    </nav>
  );
}

/** Which columns are shown; kept for the person. */
export function Columns<Row>({ name, columns }: { name: string; columns: Column<Row>[] }) {
  const { t } = useTranslation();
  const { hidden_columns } = usePreferences();
  const change = useChangePreferences();
  const [open, setOpen] = useState(false);
  const hidden = hidden_columns[name] ?? [];
  if (useNarrow()) return null;
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      popupRender={() => (
        <fieldset className="columns">
          <legend>{t('components.columns')}</legend>
          {columns
            .filter((column) => column.hideable)
            .map((column) => (
              <Checkbox
                key={column.key}
                checked={!hidden.includes(column.key)}
                onChange={({ target }) => {
                  const next = target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key];
                  change({ hidden_columns: { ...hidden_columns, [name]: next } });
                }}
              >
                {column.title}
              </Checkbox>
            ))}
        </fieldset>
      )}
    >
      <Button icon={<SettingOutlined aria-hidden />} aria-label={t('components.columns')} aria-expanded={open} />
    </Dropdown>
  );
}
