import { Button, Form, Input, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { largestAmount } from '../../lib/amount';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { useNarrow } from '../../lib/window';
import { AmountField, AmountPresets } from '../amount_field';
import type { useFormProblems } from '../form_problems';
import { Money } from '../money';
import type { Intent, MoneyDialogProps, Values } from './money_dialog';

interface AmountStepProps extends Omit<MoneyDialogProps, 'initial'> {
  initial?: number | null;
  formId: string;
  form: ReturnType<typeof Form.useForm<Values>>[0];
  problems: ReturnType<typeof useFormProblems<Values>>;
  onNext: (intent: Intent) => void;
}

/** The first step: how much, and what is said of it. */
export function AmountStep({
  formId,
  form,
  problems,
  lead,
  currency,
  sides,
  texts,
  presets,
  offersAll = false,
  initial = null,
  limit,
  onNext,
}: AmountStepProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const amount = Form.useWatch('amount', form) ?? null;
  const source = sides.find(({ way }) => way === 'out');
  const there = source?.available && Math.max(0, source.available.amount);
  const most = limit && there !== undefined ? Math.min(limit.amount, there) : (there ?? limit?.amount);
  const shown = (value: number) => money({ amount: value, currency }, language());
  const offered = most !== undefined && most > 0 && (offersAll ? amount !== most : (amount ?? 0) > most);
  const focused = useRef(false);
  const choose = (value: number) => {
    form.setFields([{ name: 'amount', value, errors: [] }]);
    problems.clear();
  };
  return (
    <Form<Values>
      id={formId}
      form={form}
      layout="vertical"
      className="form money-form"
      requiredMark={false}
      scrollToFirstError={false}
      initialValues={{ amount: initial }}
      validateTrigger={[]}
      onValuesChange={(changed) => {
        // What was refused is no longer what stands there.
        form.setFields(Object.keys(changed).map((name) => ({ name: name as keyof Values, errors: [] })));
      }}
      onFinish={({ amount: value, ...rest }) => {
        problems.clear();
        const given = Object.entries(rest).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : []));
        if (value !== null) onNext({ amount: { amount: value, currency }, texts: Object.fromEntries(given) as Intent['texts'] });
      }}
      onFinishFailed={(failed) => {
        problems.onFinishFailed(failed);
        const [first] = failed.errorFields;
        if (first) form.focusField(first.name[0] as keyof Values);
      }}
    >
      {problems.notice}
      {lead}
      <section className="sides" aria-label={t('credit.available')}>
        <p>{t('credit.available')}</p>
        <dl>
          {sides.map(({ name, available }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{available ? <Money of={available} /> : <Skeleton.Button active size="small" />}</dd>
            </div>
          ))}
        </dl>
      </section>
      {presets && (
        <AmountPresets
          label={t('credit.dialog.amount')}
          presets={presets}
          currency={currency}
          chosen={amount}
          most={most}
          onChoose={(preset) => {
            choose(preset);
          }}
        />
      )}
      <Form.Item
        name="amount"
        label={presets ? t('credit.dialog.custom') : t('credit.dialog.amount')}
        rules={[
          {
            validator: (_, value: number | null) => {
              if (value === null || value === 0) return Promise.reject(new Error(t('credit.dialog.amount_missing')));
              if (value > largestAmount) return Promise.reject(new Error(t('credit.dialog.amount_too_large', { most: shown(largestAmount) })));
              if (limit && value > limit.amount) return Promise.reject(new Error(limit.sentence));
              if (source && there !== undefined && value > there)
                return Promise.reject(new Error(t('credit.dialog.only', { name: source.name, available: shown(there) })));
              return Promise.resolve();
            },
          },
        ]}
      >
        <AmountField
          currency={currency}
          ref={(field) => {
            if (!field || focused.current || narrow) return;
            focused.current = true;
            requestAnimationFrame(() => {
              field.focus();
            });
          }}
        />
      </Form.Item>
      {offered && (
        <p className="offer">
          <Button
            size="small"
            onClick={() => {
              choose(most);
            }}
          >
            {t('credit.dialog.all', { available: shown(most) })}
          </Button>
        </p>
      )}
      {texts.map(({ name, label, help, required, longest }) => (
        <Form.Item
          key={name}
          name={name}
          label={required ? label : t('credit.dialog.optional', { label })}
          extra={help}
          rules={required ? [{ required: true, whitespace: true, message: required }] : []}
        >
          {name === 'reference' ? <Input maxLength={longest} autoComplete="off" /> : <Input.TextArea rows={2} maxLength={longest} />}
        </Form.Item>
      ))}
    </Form>
  );
}
