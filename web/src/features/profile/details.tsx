import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '../../components/leave_guard';
import { ProblemNotice } from '../../components/problem_notice';
import { useFormProblems } from '../../components/form_problems';
import { useRoleNames } from '../../components/role_names';
import { api, withTag } from '../../lib/api';
import type { Language } from '../../lib/language';
import { isProblem } from '../../lib/problem';
import { useChangeSession, usePortal, useSession } from '../../lib/session';
import { speak } from '../../lib/words';

/** Name and language, which one changes oneself; what only an administrator changes. */
export function Details() {
  const { t } = useTranslation();
  const profile = useQuery({ queryKey: ['profile'], queryFn: () => withTag(api.GET('/api/v1/profile')) });
  return (
    <div className="stack profile-forms">
      <section className="panel" aria-labelledby="profile-own">
        <h2 id="profile-own">{t('profile.own')}</h2>
        {profile.data ? (
          <Change name={profile.data.body.name} language={profile.data.body.language} etag={profile.data.etag} />
        ) : profile.error ? (
          <ProblemNotice error={profile.error} retry={() => void profile.refetch()} />
        ) : (
          <Skeleton active title={false} />
        )}
      </section>
      <Given />
    </div>
  );
}

interface Values {
  name: string;
  language: Language;
}

function Change({ name, language, etag }: Values & { etag: string }) {
  const { t } = useTranslation();
  const { languages } = usePortal();
  const client = useQueryClient();
  const changeSession = useChangeSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, { '/name': 'name', '/language': 'language' });
  const [busy, setBusy] = useState(false);
  const typed = Form.useWatch([], form) as Values | undefined;
  const unsaved = typed !== undefined && (typed.name !== name || typed.language !== language);
  // Changed elsewhere, e.g. by the switch above: what was not touched here follows.
  const known = useRef({ name, language });
  useEffect(() => {
    const before = known.current;
    known.current = { name, language };
    if (form.getFieldValue('name') === before.name) form.setFieldValue('name', name);
    if (form.getFieldValue('language') === before.language) form.setFieldValue('language', language);
  }, [form, name, language]);
  const save = async (values: Values) => {
    problems.clear();
    setBusy(true);
    try {
      const change = { name: values.name.trim(), language: values.language };
      const saved = await withTag(api.PATCH('/api/v1/profile', { params: { header: { 'If-Match': etag } }, body: change }));
      client.setQueryData(['profile'], saved);
      form.setFieldsValue(saved.body);
      changeSession({ user: saved.body });
      await speak(saved.body.language);
      void message.success(t('profile.saved', { lng: saved.body.language }));
      void client.invalidateQueries({ queryKey: ['staff'] });
    } catch (error) {
      problems.refuse(error);
      if (isProblem(error, 'stale')) void client.invalidateQueries({ queryKey: ['profile'] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      initialValues={{ name, language }}
      onFinishFailed={problems.onFinishFailed}
      onFinish={save}
    >
      {problems.notice}
      <Form.Item name="name" label={t('profile.name')} rules={[{ required: true, whitespace: true, message: t('profile.name_required') }]}>
        <Input autoComplete="name" maxLength={200} />
      </Form.Item>
      <Form.Item name="language" label={t('profile.language')} extra={t('profile.language_advice')}>
        <Radio.Group options={languages.map((each) => ({ value: each, label: <span lang={each}>{t(`profile.languages.${each}`)}</span> }))} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy} disabled={!unsaved}>
        {t('profile.save')}
      </Button>
      <LeaveGuard unsaved={unsaved && !busy} />
    </Form>
  );
}

function Given() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { provider } = usePortal();
  const roleNames = useRoleNames();
  return (
    <section className="panel" aria-labelledby="profile-given">
      <h2 id="profile-given">{t('profile.given')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('profile.email')}</dt>
          <dd>{user.email}</dd>
        </div>
        <div>
          <dt>{t('profile.company')}</dt>
          <dd>{user.partner?.name ?? provider.name}</dd>
        </div>
        <div>
          <dt>{t('profile.roles')}</dt>
          <dd>{roleNames(user.audience, user.roles)}</dd>
        </div>
      </dl>
      <p className="soft profile-advice">{t('profile.given_advice')}</p>
    </section>
  );
}
