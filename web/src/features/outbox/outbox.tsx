import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { type Column, Columns, List } from '../../components/list';
import { Page } from '../../components/page';
import { When } from '../../components/when';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useListUrl } from '../../lib/list_url';
import { usePreferences } from '../../lib/preferences';
import { type Mail, mailStates, useMails } from './calls';
import { MailStateTag } from './mail_state';
import './outbox.css';
import { RecipientFilter } from './recipient_filter';
import { useTemplateName } from './template_name';

export function Outbox() {
  const { t } = useTranslation();
  const { page_size } = usePreferences();
  const url = useListUrl({ filters: ['recipient', 'state'], sort: '' });
  const query = useMails(url, page_size);
  const columns = useColumns();
  return (
    <Page title={t('outbox.title')}>
      <div className="toolbar">
        <RecipientFilter
          value={url.filters.recipient?.[0] ?? ''}
          onChoose={(address) => {
            url.filter('recipient', address === '' ? [] : [address]);
          }}
        />
        <Select
          className="filter"
          allowClear
          aria-label={t('outbox.state')}
          placeholder={t('outbox.state')}
          value={url.filters.state?.[0]}
          options={mailStates.map((state) => ({ value: state, label: t(`outbox.states.${state}`) }))}
          onChange={(chosen: string | undefined) => {
            url.filter('state', chosen === undefined ? [] : [chosen]);
          }}
        />
        <Columns name="outbox" columns={columns} />
      </div>
      <List
        name="outbox"
        label={t('outbox.title')}
        columns={columns}
        rowId={({ id }) => id}
        card={(row) => <Card row={row} />}
        query={query}
        url={url}
        firstUse={<Empty title={t('outbox.none')}>{t('outbox.none_advice')}</Empty>}
      />
    </Page>
  );
}

function useColumns(): Column<Mail>[] {
  const { t } = useTranslation();
  const templateName = useTemplateName();
  return [
    {
      key: 'created_at',
      title: t('outbox.created_at'),
      cell: ({ created_at }) => (
        <span className="nowrap">
          <When at={created_at} to="minute" />
        </span>
      ),
    },
    { key: 'recipient', title: t('outbox.recipient'), cell: ({ recipient }) => <div className="address recipient-cell">{recipient}</div> },
    {
      key: 'subject',
      title: t('outbox.subject'),
      cell: (row) => (
        <div className="subject-cell">
          <Link to={`/outbox/${row.id}`}>{row.subject}</Link>
          <span className="soft">{templateName(row.template)}</span>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('outbox.state'),
      cell: ({ state, sent_at }) => (
        <div className="state-cell">
          <MailStateTag state={state} />
          <span className="soft nowrap">
            <When at={sent_at} to="minute" />
          </span>
        </div>
      ),
    },
    { key: 'attempts', title: t('outbox.attempts'), align: 'right', hideable: true, cell: ({ attempts }) => number(attempts, language()) },
  ];
}

function Card({ row }: { row: Mail }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="subject-cell">
        <Link to={`/outbox/${row.id}`}>{row.subject}</Link>
        <span className="address">{row.recipient}</span>
      </div>
      <div className="row">
        <When at={row.created_at} to="minute" />
        <MailStateTag state={row.state} />
        {row.attempts > 0 && <span className="soft">{t('outbox.attempts_count', { count: row.attempts })}</span>}
      </div>
    </>
  );
}
