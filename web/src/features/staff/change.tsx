import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Skeleton } from 'antd';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem_notice';
import { useFormProblems } from '../../components/form_problems';
import { api, type Schemas, withTag } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { isProblem } from '../../lib/problem';
import { useSession } from '../../lib/session';
import { RolesField } from './roles_field';

type Values = Required<Schemas['StaffChange']>;
type Read = { body: Schemas['StaffMember']; etag: string };

/** Somebody's name and roles, read anew so that nothing newer is overwritten. */
export function Change({ id, origin, onClose }: { id: string; origin: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack(origin);
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const member = useQuery({
    queryKey: ['staff', 'one', id],
    queryFn: async () => {
      const { body, etag } = await withTag(api.GET('/api/v1/staff/{id}', { params: { path: { id } } }));
      return 'email' in body ? { body, etag } : null;
    },
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Modal
      open
      title={t('staff.change_title')}
      okText={t('staff.save')}
      cancelText={t('components.cancel')}
      okButtonProps={{ htmlType: 'submit', form: 'change', disabled: !member.data }}
      confirmLoading={busy}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      {stale && <Alert className="form-errors" type="warning" showIcon role="alert" title={t('staff.stale')} />}
      {member.error ? (
        <ProblemNotice error={member.error} retry={() => void member.refetch()} />
      ) : member.data ? (
        <Fields
          key={member.data.etag}
          read={member.data}
          onBusy={setBusy}
          onClose={onClose}
          onStale={() => {
            setStale(true);
            void member.refetch();
          }}
        />
      ) : (
        <Skeleton active title={false} />
      )}
    </Modal>
  );
}

function Fields({
  read: { body, etag },
  onBusy,
  onStale,
  onClose,
}: {
  read: Read;
  onBusy: (busy: boolean) => void;
  onStale: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { user } = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, { '/name': 'name', '/roles': 'roles', 'identity.last_admin': 'roles', 'identity.own_roles': 'roles' });
  const own = body.id === user.id;
  const save = async ({ name, roles }: Values) => {
    problems.clear();
    onBusy(true);
    try {
      await api.PATCH('/api/v1/staff/{id}', {
        params: { path: { id: body.id }, header: { 'If-Match': etag } },
        body: { name: name.trim(), ...(own ? {} : { roles }) },
      });
      onClose();
      void message.success(t('staff.saved', { name: name.trim() }));
      await client.invalidateQueries({ queryKey: ['staff'] });
    } catch (error) {
      if (isProblem(error, 'stale')) onStale();
      else problems.refuse(error);
      onBusy(false);
    }
  };
  return (
    <Form
      form={form}
      name="change"
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      initialValues={{ name: body.name, roles: body.roles }}
      onFinishFailed={problems.onFinishFailed}
      onFinish={save}
    >
      {problems.notice}
      <p className="staff-lead address">{body.email}</p>
      <Form.Item name="name" label={t('staff.name')} rules={[{ required: true, whitespace: true, message: t('staff.name_required') }]}>
        <Input autoComplete="off" maxLength={200} autoFocus />
      </Form.Item>
      <RolesField own={own} />
    </Form>
  );
}
