import { useQuery } from '@tanstack/react-query';
import { Alert, App, Input, Modal, Select, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { api, bodyOf, withTag } from '../../lib/api';
import { isProblem } from '../../lib/problem';
import { useSettings } from '../../lib/session';
import { nameOf, type Registration, useRenew } from './acts';
import { changeOf, differing, type Field, type Fields, fieldsOf, rebase } from './edit';

interface Version {
  etag: string;
  body: Registration;
}

function read(id: string): Promise<Version> {
  return withTag(api.GET('/api/v1/registrations/{id}', { params: { path: { id } } }));
}

/** Name, role and owner, from the newest version on; says what somebody else changed while one typed. */
export function EditDialog({ row, onClose }: { row: Registration; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const fresh = useQuery({ queryKey: ['registrations', 'edited', row.id], queryFn: () => read(row.id), gcTime: 0, refetchOnWindowFocus: false });
  return (
    <Modal
      open
      title={t('registrations.edit_title', { name: nameOf(row) })}
      okText={t('registrations.save')}
      okButtonProps={{ htmlType: 'submit', form: id, disabled: !fresh.data }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
    >
      {fresh.error && <ProblemNotice error={fresh.error} retry={() => void fresh.refetch()} />}
      {fresh.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {fresh.data && <Fieldset id={id} first={fresh.data} onBusy={setBusy} onDone={onClose} />}
    </Modal>
  );
}

function Fieldset({ id, first, onBusy, onDone }: { id: string; first: Version; onBusy: (busy: boolean) => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const renew = useRenew();
  const [version, setVersion] = useState(first);
  const [typed, setTyped] = useState(() => fieldsOf(first.body));
  const [meanwhile, setMeanwhile] = useState<{ before: Registration; now: Registration } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const save = async () => {
    const base = fieldsOf(version.body);
    const wanted: Fields = { ...typed, friendly_name: typed.friendly_name.trim() };
    const where = { path: { id: version.body.id } };
    try {
      if (differing(base, wanted).length > 0) {
        await bodyOf(
          api.PATCH('/api/v1/registrations/{id}', { params: { ...where, header: { 'If-Match': version.etag } }, body: changeOf(base, wanted) }),
        );
        void message.success(t('registrations.saved'));
      }
      onDone();
    } catch (error) {
      if (!isProblem(error, 'stale')) throw error;
      const now = await read(version.body.id);
      setMeanwhile({ before: version.body, now: now.body });
      setTyped(rebase(base, wanted, fieldsOf(now.body)));
      setVersion(now);
    } finally {
      void renew();
    }
  };
  return (
    <form
      id={id}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onBusy(true);
        setFailure(null);
        setMeanwhile(null);
        save()
          .catch(setFailure)
          .finally(() => {
            onBusy(false);
          });
      }}
    >
      {failure !== null && <ProblemNotice error={failure} />}
      {meanwhile && <Meanwhile {...meanwhile} />}
      <Inputs id={id} typed={typed} row={version.body} onType={setTyped} />
    </form>
  );
}

function Inputs({ id, typed, row, onType }: { id: string; typed: Fields; row: Registration; onType: (fields: Fields) => void }) {
  const { t } = useTranslation();
  const { roles } = useSettings();
  const staff = useQuery({
    queryKey: ['staff', 'names'],
    queryFn: () => bodyOf(api.GET('/api/v1/staff', { params: { query: { limit: 200 } } })),
    staleTime: 60_000,
  });
  const people = (staff.data?.data ?? []).map((person) => ({ value: person.id, label: person.name }));
  // Who has left still owns what nobody took over.
  if (row.owner && !people.some(({ value }) => value === row.owner?.id)) people.push({ value: row.owner.id, label: row.owner.name });
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('registrations.friendly_name')}</label>
        <Input
          id={`${id}-name`}
          autoFocus
          maxLength={100}
          value={typed.friendly_name}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => {
            onType({ ...typed, friendly_name: target.value });
          }}
        />
        <span id={`${id}-help`} className="help">
          {t('registrations.friendly_name_help', { email: row.email })}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-role`}>{t('registrations.columns.role')}</label>
        <Select
          id={`${id}-role`}
          value={typed.role}
          options={[...new Set([...roles, typed.role])].map((role) => ({ value: role, label: role }))}
          onChange={(role) => {
            onType({ ...typed, role });
          }}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-owner`}>{t('registrations.columns.owner')}</label>
        <Select
          id={`${id}-owner`}
          value={typed.owner_id}
          allowClear
          showSearch
          optionFilterProp="label"
          loading={staff.isPending}
          placeholder={t('registrations.nobody')}
          options={people}
          onChange={(owner_id: string | null | undefined) => {
            onType({ ...typed, owner_id: owner_id ?? null });
          }}
        />
      </div>
    </>
  );
}

function Meanwhile({ before, now }: { before: Registration; now: Registration }) {
  const { t } = useTranslation();
  const words: Record<Field, (row: Registration) => string | null> = {
    friendly_name: (row) => row.friendly_name,
    role: (row) => row.role,
    owner_id: (row) => row.owner?.name ?? null,
  };
  const labels: Record<Field, string> = {
    friendly_name: t('registrations.friendly_name'),
    role: t('registrations.columns.role'),
    owner_id: t('registrations.columns.owner'),
  };
  const changed = differing(fieldsOf(before), fieldsOf(now));
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('registrations.meanwhile')}
      description={
        <>
          {changed.length > 0 && (
            <ul>
              {changed.map((field) => (
                <li key={field}>
                  {t('registrations.meanwhile_field', {
                    field: labels[field],
                    before: words[field](before) ?? t('registrations.nothing'),
                    now: words[field](now) ?? t('registrations.nothing'),
                  })}
                </li>
              ))}
            </ul>
          )}
          {before.status !== now.status && <p>{t('registrations.meanwhile_status', { status: t(`states.${now.status}`) })}</p>}
          <p>{t('registrations.meanwhile_advice')}</p>
        </>
      }
    />
  );
}
