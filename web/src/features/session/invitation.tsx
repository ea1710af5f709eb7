import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormProblems } from '../../components/form_problems';
import { Page } from '../../components/page';
import { useRoleNames } from '../../components/role_names';
import { When } from '../../components/when';
import { api, bodyOf, type Schemas } from '../../lib/api';
import { usePortal } from '../../lib/session';
import { NewPassword } from './new_password';
import './session.css';
import { useGoToSignIn } from './use_go_to_sign_in';
import { isVoid, VoidLink } from './void_link';

/** The link of an invitation: who invites to what, and the password that accepts. */
export function Invitation() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const [ended, setEnded] = useState<unknown>(null);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => bodyOf(api.GET('/api/v1/invitations/{token}', { params: { path: { token } } })),
    staleTime: Infinity,
  });
  const error = ended ?? invitation.error;
  if (error) {
    return (
      <VoidLink title={t('session.invitation')} error={error} retry={() => void invitation.refetch()}>
        <p>{t('session.invitation_void_advice')}</p>
        <p>
          <Link to="/sign-in">{t('session.to_sign_in')}</Link>
        </p>
      </VoidLink>
    );
  }
  return (
    <section className="outside-card" aria-busy={!invitation.data}>
      <Page title={t('session.invitation')}>
        {invitation.data ? <Answer invitation={invitation.data} token={token} onVoid={setEnded} /> : <Skeleton active title={false} />}
      </Page>
    </section>
  );
}

interface Values {
  name: string;
  password: string;
}

function Answer({ invitation, token, onVoid }: { invitation: Schemas['Invitation']; token: string; onVoid: (error: unknown) => void }) {
  const { t } = useTranslation();
  const { provider } = usePortal();
  const roleNames = useRoleNames();
  const goToSignIn = useGoToSignIn();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, { '/name': 'name', '/password': 'password' });
  const [busy, setBusy] = useState(false);
  const { email, partner, audience, roles, expires_at } = invitation;
  const accept = async ({ name, password }: Values) => {
    problems.clear();
    setBusy(true);
    try {
      await api.POST('/api/v1/invitations/{token}', { params: { path: { token } }, body: { name: name.trim(), password } });
      await goToSignIn({ email, done: 'accepted' });
    } catch (error) {
      if (isVoid(error)) onVoid(error);
      else problems.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>{t('session.invitation_lead', { company: partner?.name ?? provider.name })}</p>
      <dl className="facts invitation-facts">
        <div>
          <dt>{t('session.company')}</dt>
          <dd>{partner?.name ?? provider.name}</dd>
        </div>
        <div>
          <dt>{t('session.role')}</dt>
          <dd>{roleNames(audience, roles)}</dd>
        </div>
        <div>
          <dt>{t('session.email')}</dt>
          <dd>{email}</dd>
        </div>
        <div>
          <dt>{t('session.valid_until')}</dt>
          <dd>
            <When at={expires_at} to="minute" />
          </dd>
        </div>
      </dl>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ name: invitation.name, password: '' }}
        onFinishFailed={problems.onFinishFailed}
        onFinish={accept}
      >
        {problems.notice}
        <Form.Item name="name" label={t('session.name')} rules={[{ required: true, whitespace: true, message: t('session.name_required') }]}>
          <Input autoComplete="name" maxLength={200} />
        </Form.Item>
        <NewPassword email={email} />
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('session.accept')}
        </Button>
      </Form>
    </>
  );
}
