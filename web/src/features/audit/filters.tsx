import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Select } from 'antd';
import english from 'antd/locale/en_GB';
import vietnamese from 'antd/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { language } from '../../lib/language';
import type { ListUrl } from '../../lib/list_url';
import { dayOf } from './calls';
import { changes, useChangeName } from './changes';
import { useSubjectName } from './subject';

/** The calendar's words, without the names that hide the month and the year which stand on these buttons (WCAG 2.5.3). */
function calendarWords() {
  const words = (language() === 'en' ? english : vietnamese).DatePicker!;
  return { ...words, lang: { ...words.lang, monthSelect: '', yearSelect: '' } };
}

interface FiltersProps {
  url: ListUrl;
  partners: Map<string, string>;
  colleagues: Map<string, string>;
  actorName: string | undefined;
  showPartners: boolean;
}

export function Filters({ url, partners, colleagues, actorName, showPartners }: FiltersProps) {
  const { t } = useTranslation();
  const subjectName = useSubjectName();
  const changeName = useChangeName();
  const { filters } = url;
  const one = (name: string) => filters[name]?.[0];
  const choose = (name: string) => (value: string | undefined) => {
    url.filter(name, value === undefined || value === '' ? [] : [value]);
  };
  const from = dayOf(one('from'));
  const to = dayOf(one('to'));
  const actor = one('actor');
  const subject = one('subject');
  return (
    <div className="toolbar">
      <Select
        className="filter change-filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('audit.change')}
        placeholder={t('audit.change')}
        value={one('change')}
        options={changes.map((change) => ({ value: change, label: `${t(`audit.changes.${change}`)} (${change})` }))}
        labelRender={({ value }) => changeName(String(value)) ?? value}
        popupMatchSelectWidth={false}
        onChange={choose('change')}
      />
      <Select
        className="filter"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('audit.actor')}
        placeholder={t('audit.actor')}
        value={actor}
        options={[
          ...(actor !== undefined && !colleagues.has(actor) ? [{ value: actor, label: actorName ?? actor }] : []),
          ...[...colleagues].map(([id, name]) => ({ value: id, label: name })),
        ]}
        onChange={choose('actor')}
      />
      {showPartners && (
        <Select
          className="filter"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('audit.partner')}
          placeholder={t('audit.partner')}
          value={one('partner_id')}
          options={[...partners].map(([id, name]) => ({ value: id, label: name }))}
          onChange={choose('partner_id')}
        />
      )}
      <DatePicker.RangePicker
        className="days"
        classNames={{ popup: { root: 'days-popup' } }}
        locale={calendarWords()}
        format="DD/MM/YYYY"
        allowEmpty={[true, true]}
        aria-label={t('audit.days')}
        id={{ start: 'audit-from', end: 'audit-to' }}
        placeholder={[t('audit.from_day'), t('audit.to_day')]}
        value={[from === undefined ? null : dayjs(from), to === undefined ? null : dayjs(to)]}
        onChange={(days) => {
          const text = (at: 0 | 1) => [days?.[at]?.format('YYYY-MM-DD')].filter((each) => each !== undefined);
          url.filterAll({ from: text(0), to: text(1) });
        }}
      />
      {subject === undefined ? (
        <SubjectFilter onChoose={choose('subject')} />
      ) : (
        <Button
          icon={<CloseOutlined aria-hidden />}
          iconPlacement="end"
          aria-label={t('audit.drop_filter', { name: t('audit.only_subject', { name: subjectName(subject) }) })}
          onClick={() => {
            choose('subject')(undefined);
          }}
        >
          {t('audit.only_subject', { name: subjectName(subject) })}
        </Button>
      )}
    </div>
  );
}

function SubjectFilter({ onChoose }: { onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  return (
    <form
      role="search"
      className="subject-filter"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(typed.trim());
      }}
    >
      <Input
        maxLength={64}
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('audit.subject_filter')}
        placeholder={t('audit.subject_filter')}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
      />
    </form>
  );
}
