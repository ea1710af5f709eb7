import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DaysFilter } from '../../components/days_filter';
import type { ListUrl } from '../../lib/list_url';
import { dayOf } from '../../lib/periods';
import { changes, useChangeName } from './changes';
import { useSubjectName } from './subject';

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
      <DaysFilter
        id="audit"
        from={dayOf(one('from'))}
        to={dayOf(one('to'))}
        onChoose={(from, to) => {
          const some = (day: string | undefined) => (day === undefined ? [] : [day]);
          url.filterAll({ from: some(from), to: some(to) });
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
