import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Form, type FormInstance, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { LeaveGuard } from '../../components/leave_guard';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { idempotencyKey, type Schemas } from '../../lib/api';
import { isProblem, ProblemError } from '../../lib/problem';
import { createPartner, type Partner, useChanged } from './calls';
import { addressesIn, looksLikeEmail } from '../../lib/emails';
import './partners.css';

type Values = Schemas['NewPartner'];
type Path = (string | number)[];

export function Add() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const changed = useChanged();
  const [form] = Form.useForm<Values>();
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Partner | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [errors, setErrors] = useState<string[]>([]);
  const intent = useRef({ body: '', key: '' });

  useEffect(() => {
    // Only once nothing is unsaved any more, or the guard would ask.
    if (made) void navigate(`/partners/${made.id}`, { replace: true });
  }, [made, navigate]);

  const send = async (values: Values) => {
    const body = tidy(values);
    const text = JSON.stringify(body);
    // The same values sent again, after an answer that never came, are the same intent.
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    setBusy(true);
    setFailure(null);
    setErrors([]);
    try {
      const partner = await createPartner(body, intent.current.key);
      void message.success(t('partners.added', { name: partner.name, email: body.admin_email }), 8);
      changed();
      setMade(partner);
    } catch (error) {
      const rest = showErrors(form, error);
      setErrors(messagesOf(form));
      setFailure(rest);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={t('partners.add')}>
      <p className="page-lead">
        <Link to="/partners">{t('partners.back')}</Link>
      </p>
      <Form
        className="panel form"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ service_accounts: [''] }}
        onValuesChange={() => {
          setTouched(true);
        }}
        onFinish={(values) => void send(values)}
        onFinishFailed={({ errorFields }) => {
          setErrors(errorFields.flatMap((each) => each.errors));
        }}
      >
        {errors.length > 0 && <Summary errors={errors} />}
        {failure !== null && (
          <div className="form-errors">
            <ProblemNotice error={failure} />
          </div>
        )}
        <Form.Item name="name" label={t('partners.name')} extra={t('partners.name_help')} rules={[required(t('partners.name_required'))]}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="legal_name"
          label={t('partners.legal_name')}
          extra={t('partners.legal_name_help')}
          rules={[required(t('partners.legal_name_required'))]}
        >
          <Input maxLength={200} autoComplete="organization" />
        </Form.Item>
        <Form.Item
          name="tax_code"
          label={t('partners.tax_code')}
          rules={[required(t('partners.tax_code_required')), { validator: (_, code: string) => checkTaxCode(code, t('partners.tax_code_wrong')) }]}
        >
          <Input maxLength={32} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <ServiceAccounts form={form} />
        <Form.Item
          name="admin_email"
          label={t('partners.admin_email')}
          extra={t('partners.admin_email_help')}
          rules={[required(t('partners.email_required')), { validator: (_, email: string) => checkEmail(email, t('partners.email_wrong')) }]}
        >
          <Input type="email" maxLength={254} autoComplete="off" />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('partners.add')}
          </Button>
          <Link to="/partners">{t('components.cancel')}</Link>
        </div>
      </Form>
      <LeaveGuard unsaved={touched && made === null} />
    </Page>
  );
}

function Summary({ errors }: { errors: string[] }) {
  const { t } = useTranslation();
  return (
    <Alert
      className="form-errors"
      type="error"
      role="alert"
      title={t('components.form_errors')}
      description={
        <ul className="error-list">
          {[...new Set(errors)].map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      }
    />
  );
}

function ServiceAccounts({ form }: { form: FormInstance<Values> }) {
  const { t } = useTranslation();
  const pasted = (index: number, event: React.ClipboardEvent) => {
    const found = addressesIn(event.clipboardData.getData('text'));
    if (found.length < 2) return;
    event.preventDefault();
    const present = form.getFieldsValue().service_accounts;
    form.setFieldsValue({ service_accounts: [...present.slice(0, index), ...found, ...present.slice(index + 1)] });
  };
  return (
    <fieldset className="service-accounts">
      <legend>{t('partners.service_accounts')}</legend>
      <p className="soft">{t('partners.service_accounts_help')}</p>
      <Form.List name="service_accounts">
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, index) => (
              <div className="service-account" key={field.key}>
                <Form.Item
                  name={field.name}
                  label={fields.length === 1 ? t('partners.service_account') : t('partners.service_account_at', { at: index + 1 })}
                  rules={[required(t('partners.email_required')), { validator: (_, email: string) => checkEmail(email, t('partners.email_wrong')) }]}
                >
                  <Input
                    type="email"
                    maxLength={254}
                    autoComplete="off"
                    onPaste={(event) => {
                      pasted(index, event);
                    }}
                  />
                </Form.Item>
                {fields.length > 1 && (
                  <Button
                    type="text"
                    icon={<MinusCircleOutlined aria-hidden />}
                    aria-label={t('partners.remove_service_account', { at: index + 1 })}
                    onClick={() => {
                      remove(field.name);
                    }}
                  />
                )}
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden />}
              disabled={fields.length >= 50}
              onClick={() => {
                add('');
              }}
            >
              {t('partners.add_service_account')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

const required = (sentence: string) => ({ required: true, whitespace: true, message: sentence });

function checkEmail(email: string | undefined, sentence: string): Promise<void> {
  const text = (email ?? '').trim();
  return text === '' || looksLikeEmail(text) ? Promise.resolve() : Promise.reject(new Error(sentence));
}

function checkTaxCode(code: string | undefined, sentence: string): Promise<void> {
  const text = (code ?? '').replace(/\s/g, '');
  return text === '' || /^(\d{10}(-\d{3})?|\d{12})$/.test(text) ? Promise.resolve() : Promise.reject(new Error(sentence));
}

function tidy(values: Values): Values {
  return {
    name: values.name.trim(),
    legal_name: values.legal_name.trim(),
    tax_code: values.tax_code.trim(),
    service_accounts: values.service_accounts.map((email) => email.trim()),
    admin_email: values.admin_email.trim(),
  };
}

/** Puts the program's sentences under their fields and leads to the first; answers what belongs to none. */
function showErrors(form: FormInstance<Values>, error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const found = (error.problem.errors ?? []).map(({ pointer, message }) => ({ name: pathOf(pointer), errors: [message] }));
  if (found.length === 0 && isProblem(error, 'identity.email_taken')) found.push({ name: ['admin_email'], errors: [error.problem.title] });
  const known = found.filter(({ name }) => form.getFieldInstance(name as never) !== undefined);
  if (known.length === 0) return error;
  form.setFields(known as never);
  form.scrollToField(known[0]!.name as never, { focus: true });
  return null;
}

/** "/service_accounts/0" as the form names it. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((piece) => (/^\d+$/.test(piece) ? Number(piece) : piece));
}

function messagesOf(form: FormInstance<Values>): string[] {
  return form.getFieldsError().flatMap(({ errors }) => errors);
}
