// A list price from a day on, of a product or of one of its groups.
import { App, Checkbox, Form, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary, focusField, type Wrong } from '../../components/error_summary';
import { usePricesChanged, useToday } from '../../components/pricing/calls';
import { DayField } from '../../components/pricing/day_field';
import { ProblemNotice } from '../../components/problem_notice';
import { idempotencyKey } from '../../lib/api';
import { decimalOf, priceText } from '../../lib/decimal';
import { useFocusBack } from '../../lib/focus_back';
import { calendarDay } from '../../lib/formats';
import { language } from '../../lib/language';
import { basisPointsOf } from '../../lib/percent';
import { isProblem } from '../../lib/problem';
import { useSettings } from '../../lib/session';
import { type Product, setPrice } from './calls';
import './prices.css';

type Field = 'amount' | 'currency' | 'tax' | 'day';
const places: Record<string, Field> = {
  '/prices/0/amount': 'amount',
  '/prices/0/currency': 'currency',
  '/prices/0/tax_rate_bp': 'tax',
  '/prices/0/effective_from': 'day',
};
const codes: Record<string, Field> = { 'pricing.price_taken': 'day', 'pricing.invalid_decimal': 'amount' };

export function PriceDialog({ product, of, onClose }: { product: Product; of: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { message } = App.useApp();
  const { currency: usual } = useSettings();
  const changed = usePricesChanged();
  useFocusBack();
  const now = useToday();
  const [target, setTarget] = useState(of);
  const [typed, setTyped] = useState({ amount: '', currency: usual, tax: '' });
  const [included, setIncluded] = useState(true);
  const [day, setDay] = useState<string | undefined>(() => dayjs(now).add(1, 'day').format('YYYY-MM-DD'));
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const intent = useRef({ body: '', key: '' });
  const at = (field: Field) => `${id}-${field}`;
  const sentenceOf = (field: Field) => wrong.find((each) => each.id === at(field))?.sentence;
  const amount = decimalOf(typed.amount, language());
  const tax = basisPointsOf(typed.tax);
  const currency = typed.currency.trim().toUpperCase();
  const refuse = (error: unknown) => {
    const found: Wrong[] = [];
    let whole = isProblem(error);
    if (isProblem(error)) {
      const { errors = [], detail, title } = error.problem;
      for (const { pointer, message: sentence } of errors) {
        const field = places[pointer];
        if (field) found.push({ id: at(field), sentence });
        else whole = false;
      }
      const field = codes[error.code];
      if (errors.length === 0 && field) found.push({ id: at(field), sentence: detail ?? title });
    }
    const placed = whole && found.length > 0;
    setWrong(placed ? found : []);
    setFailure(placed ? null : error);
    if (placed && found[0]) focusField(found[0].id);
  };
  const submit = () => {
    const found: Wrong[] = [];
    if (amount === null) found.push({ id: at('amount'), sentence: t('pricing.products.amount_wrong') });
    if (!/^[A-Z]{3}$/.test(currency)) found.push({ id: at('currency'), sentence: t('pricing.products.currency_wrong') });
    if (tax === null) found.push({ id: at('tax'), sentence: t('pricing.products.tax_wrong') });
    if (day === undefined) found.push({ id: at('day'), sentence: t('pricing.day_missing') });
    setWrong(found);
    setFailure(null);
    if (found[0]) focusField(found[0].id);
    if (amount === null || tax === null || day === undefined || found.length > 0) return;
    const price = {
      ...(target === product.id ? { product_id: target } : { product_group_id: target }),
      amount,
      currency,
      tax_rate_bp: tax,
      tax_included: included,
      effective_from: day,
    };
    const text = JSON.stringify(price);
    // The same again, after an answer that never came, is the same intent.
    if (intent.current.body !== text) intent.current = { body: text, key: idempotencyKey() };
    setBusy(true);
    setPrice(price, intent.current.key)
      .then(async ({ results: [result] }) => {
        await changed();
        void message.success(
          t(result?.outcome === 'unchanged' ? 'pricing.products.price_same' : 'pricing.products.price_set', {
            price: priceText(amount, currency, language()),
            day: calendarDay(day),
          }),
        );
        onClose();
      })
      .catch(refuse)
      .finally(() => {
        setBusy(false);
      });
  };
  const error = (field: Field) => {
    const sentence = sentenceOf(field);
    return sentence === undefined ? {} : { validateStatus: 'error' as const, help: <span id={`${at(field)}-wrong`}>{sentence}</span> };
  };
  const described = (field: Field) => (sentenceOf(field) === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${at(field)}-wrong` });
  return (
    <Modal
      open
      title={t('pricing.products.set_price_of', { name: product.name })}
      okText={t('pricing.products.set_price')}
      okButtonProps={{ htmlType: 'submit', form: id }}
      cancelText={t('components.cancel')}
      confirmLoading={busy}
      onCancel={onClose}
    >
      <Form id={id} layout="vertical" className="form" component="form" requiredMark={false} onFinish={submit}>
        <ErrorSummary wrong={wrong} />
        {failure !== null && (
          <div className="form-errors">
            <ProblemNotice error={failure} />
          </div>
        )}
        <p className="dialog-lead">{t('pricing.products.price_lead')}</p>
        <Form.Item label={t('pricing.products.price_of')} htmlFor={`${id}-target`}>
          <Select
            id={`${id}-target`}
            value={target}
            options={[
              { value: product.id, label: product.name },
              ...product.groups.map(({ id: value, name }) => ({ value, label: `${product.name} / ${name}` })),
            ]}
            onChange={setTarget}
          />
        </Form.Item>
        <div className="two-fields">
          <Form.Item label={t('pricing.list')} htmlFor={at('amount')} {...error('amount')}>
            <Input
              id={at('amount')}
              autoFocus
              className="figures"
              inputMode="decimal"
              autoComplete="off"
              maxLength={40}
              placeholder={t('pricing.products.amount_example')}
              {...described('amount')}
              value={typed.amount}
              onChange={({ target: { value } }) => {
                setTyped({ ...typed, amount: value });
              }}
            />
          </Form.Item>
          <Form.Item label={t('pricing.products.currency')} htmlFor={at('currency')} {...error('currency')}>
            <Input
              id={at('currency')}
              maxLength={3}
              autoComplete="off"
              {...described('currency')}
              value={typed.currency}
              onChange={({ target: { value } }) => {
                setTyped({ ...typed, currency: value });
              }}
            />
          </Form.Item>
        </div>
        {amount !== null && /^[A-Z]{3}$/.test(currency) && (
          <p className="dialog-lead soft">{t('pricing.products.read_as', { price: priceText(amount, currency, language()) })}</p>
        )}
        <Form.Item label={t('pricing.products.tax_rate')} htmlFor={at('tax')} {...error('tax')}>
          <Input
            id={at('tax')}
            className="percent-input figures"
            inputMode="decimal"
            autoComplete="off"
            maxLength={8}
            suffix={<span className="soft">%</span>}
            {...described('tax')}
            value={typed.tax}
            onChange={({ target: { value } }) => {
              setTyped({ ...typed, tax: value });
            }}
          />
        </Form.Item>
        <Form.Item>
          <Checkbox
            checked={included}
            onChange={({ target: { checked } }) => {
              setIncluded(checked);
            }}
          >
            {t('pricing.products.tax_included')}
          </Checkbox>
        </Form.Item>
        <DayField id={at('day')} label={t('pricing.effective_from')} value={day} onChoose={setDay} wrong={sentenceOf('day')} />
      </Form>
    </Modal>
  );
}
