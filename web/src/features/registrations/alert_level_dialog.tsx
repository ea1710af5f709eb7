import { Alert, App, Form, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountField } from '../../components/amount_field';
import { useCreditMoved } from '../../components/credit/calls';
import { useFormProblems } from '../../components/form_problems';
import { largestAmount } from '../../lib/amount';
import { api, bodyOf } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { isProblem } from '../../lib/problem';
import { useSettings } from '../../lib/session';
import './credit_section.css';
import { readAccountCredit, type TaggedCredit } from './credit_calls';

interface Values {
  amount: number | null;
}

/** At which credit partner and customer are told; nothing typed means never. */
export function AlertLevelDialog({ first, onClose }: { first: TaggedCredit; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const { currency } = useSettings();
  const moved = useCreditMoved();
  const [form] = Form.useForm<Values>();
  useFocusBack();
  const problems = useFormProblems(form, { '/alert_level': 'amount' });
  const [version, setVersion] = useState(first);
  const [meanwhile, setMeanwhile] = useState(false);
  const [busy, setBusy] = useState(false);
  const { account, alert_level } = version.body;

  const save = async ({ amount }: Values) => {
    problems.clear();
    setMeanwhile(false);
    setBusy(true);
    try {
      await bodyOf(
        api.PATCH('/api/v1/accounts/{id}/credit', {
          params: { path: { id: account.id }, header: { 'If-Match': version.etag } },
          body: { alert_level: amount === null ? null : { amount, currency } },
        }),
      );
      await moved();
      void message.success(t('credit.alert.saved'));
      onClose();
    } catch (error) {
      if (isProblem(error, 'stale')) {
        setVersion(await readAccountCredit(account.id));
        setMeanwhile(true);
      } else problems.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('credit.alert.title', { name: account.name })}
      okText={t('registrations.save')}
      okButtonProps={{ htmlType: 'submit', form: id }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
    >
      <Form<Values>
        id={id}
        form={form}
        layout="vertical"
        className="form"
        requiredMark={false}
        initialValues={{ amount: first.body.alert_level?.amount ?? null }}
        validateTrigger={[]}
        onFinish={(values) => {
          save(values).catch(problems.refuse);
        }}
        onFinishFailed={problems.onFinishFailed}
      >
        {problems.notice}
        {meanwhile && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            className="form-errors"
            title={t('credit.alert.meanwhile', { level: alert_level ? money(alert_level, language()) : t('credit.alert.none') })}
            description={t('registrations.meanwhile_advice')}
          />
        )}
        <p className="form-lead">{t('credit.alert.lead')}</p>
        <Form.Item
          name="amount"
          label={t('credit.alert.level')}
          extra={t('credit.alert.help')}
          rules={[
            {
              validator: (_, value: number | null) =>
                value !== null && (value < 1 || value > largestAmount) ? Promise.reject(new Error(t('credit.alert.invalid'))) : Promise.resolve(),
            },
          ]}
        >
          <AmountField currency={currency} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
