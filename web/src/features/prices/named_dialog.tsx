// A product or a group by its code and its name: added, or renamed on top of what it is called now.
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Skeleton } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormProblems } from '../../components/form_problems';
import { usePricesChanged } from '../../components/pricing/calls';
import { ProblemNotice } from '../../components/problem_notice';
import { idempotencyKey } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { isProblem } from '../../lib/problem';
import { addGroup, addProduct, readNamed, rename } from './calls';

interface Values {
  code: string;
  name: string;
}

/** Without an id it is added. */
export interface NamedAct {
  of: 'product' | 'group';
  /** The product of a group that is added. */
  productId?: string;
  id?: string;
}

interface NamedDialogProps {
  title: string;
  act: NamedAct;
  onClose: () => void;
}

export function NamedDialog({ title, act, onClose }: NamedDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [busy, setBusy] = useState(false);
  useFocusBack();
  const fresh = useQuery({
    queryKey: ['prices', 'renamed', act.of, act.id],
    queryFn: () => readNamed(act.of, act.id ?? ''),
    enabled: act.id !== undefined,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const ready = act.id === undefined || fresh.data !== undefined;
  return (
    <Modal
      open
      title={title}
      okText={act.id === undefined ? t('pricing.products.add_act') : t('registrations.save')}
      okButtonProps={{ htmlType: 'submit', form: id, disabled: !ready }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
    >
      {fresh.error && <ProblemNotice error={fresh.error} retry={() => void fresh.refetch()} />}
      {ready ? (
        <Fields
          id={id}
          act={act}
          first={fresh.data && { etag: fresh.data.etag, code: fresh.data.body.code, name: fresh.data.body.name }}
          onBusy={setBusy}
          onDone={onClose}
        />
      ) : (
        !fresh.error && <Skeleton active title={false} paragraph={{ rows: 2 }} />
      )}
    </Modal>
  );
}

interface Version extends Values {
  etag: string;
}

interface FieldsProps {
  id: string;
  act: NamedAct;
  first: Version | undefined;
  onBusy: (busy: boolean) => void;
  onDone: () => void;
}

function Fields({ id, act, first, onBusy, onDone }: FieldsProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const changed = usePricesChanged();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, { '/code': 'code', '/name': 'name', 'pricing.code_taken': 'code' });
  const [version, setVersion] = useState(first);
  const [meanwhile, setMeanwhile] = useState(false);
  const intent = useRef({ body: '', key: '' });
  const send = async ({ code, name }: Values) => {
    if (version && act.id !== undefined) return rename(act.of, act.id, name, version.etag);
    const text = JSON.stringify([code, name]);
    // The same again, after an answer that never came, is the same intent.
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    return act.of === 'product'
      ? addProduct({ code, name }, intent.current.key)
      : addGroup({ product_id: act.productId ?? '', code, name }, intent.current.key);
  };
  const save = async (values: Values) => {
    problems.clear();
    setMeanwhile(false);
    onBusy(true);
    try {
      const done = await send({ code: (values.code ?? '').trim(), name: values.name.trim() });
      await changed();
      void message.success(version ? t('pricing.products.renamed', { name: done.name }) : t('pricing.products.added', { name: done.name }));
      onDone();
    } catch (error) {
      if (isProblem(error, 'stale') && act.id !== undefined) {
        const { etag, body } = await readNamed(act.of, act.id);
        setVersion({ etag, code: body.code, name: body.name });
        setMeanwhile(true);
      } else problems.refuse(error);
    } finally {
      onBusy(false);
    }
  };
  return (
    <Form<Values>
      id={id}
      form={form}
      layout="vertical"
      className="form"
      requiredMark={false}
      validateTrigger={[]}
      initialValues={{ code: first?.code ?? '', name: first?.name ?? '' }}
      onValuesChange={(now) => {
        form.setFields(Object.keys(now).map((name) => ({ name: name as keyof Values, errors: [] })));
      }}
      onFinish={(values) => {
        save(values).catch(problems.refuse);
      }}
      onFinishFailed={(failed) => {
        problems.onFinishFailed(failed);
        const [at] = failed.errorFields;
        if (at) form.focusField(at.name[0] as keyof Values);
      }}
    >
      {problems.notice}
      {meanwhile && version && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          className="form-errors"
          title={t('pricing.products.meanwhile', { name: version.name })}
          description={t('registrations.meanwhile_advice')}
        />
      )}
      {!first && (
        <Form.Item
          name="code"
          label={t('pricing.products.code')}
          extra={t('pricing.products.code_help')}
          rules={[
            { required: true, whitespace: true, message: t('pricing.products.code_missing') },
            { pattern: /^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*$/, message: t('pricing.products.code_wrong') },
          ]}
        >
          <Input maxLength={64} autoComplete="off" spellCheck={false} autoFocus />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('pricing.products.name')}
        rules={[{ required: true, whitespace: true, message: t('pricing.products.name_missing') }]}
      >
        <Input maxLength={200} autoComplete="off" autoFocus={first !== undefined} />
      </Form.Item>
    </Form>
  );
}
