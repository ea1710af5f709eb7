import { Input, type InputProps, type InputRef } from 'antd';
import { type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { amountOf, amountText, decimalsOf, erased, pasted, typed } from '../lib/amount';
import { money } from '../lib/formats';
import { language } from '../lib/language';
import './amount_field.css';

/** What the currency's sign is where amounts are typed. */
function signOf(currency: string): string {
  if (currency === 'VND') return '₫';
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

interface AmountFieldProps extends Omit<InputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** In the currency's minor unit; null while there is none. */
  value?: number | null;
  onChange?: (amount: number | null) => void;
  currency: string;
  ref?: Ref<InputRef>;
}

/** An amount of money: grouped while one types, the cursor staying where it was; takes what is pasted from elsewhere. */
export function AmountField({ value = null, onChange, currency, ref, ...rest }: AmountFieldProps) {
  const { t } = useTranslation();
  const input = useRef<InputRef>(null);
  useImperativeHandle(ref, () => input.current!);
  const show = (amount: number | null) => (amount === null ? '' : amountText(amount, currency, language()));
  const [field, setField] = useState(() => ({ text: show(value), caret: 0 }));
  const [unread, setUnread] = useState<string | null>(null);
  // Chosen elsewhere, or the language changed.
  if (amountOf(field.text, currency, language()) !== value) setField({ text: show(value), caret: show(value).length });
  useLayoutEffect(() => {
    const element = input.current?.input;
    if (element && document.activeElement === element) element.setSelectionRange(field.caret, field.caret);
  }, [field]);
  const change = (next: { text: string; caret: number }) => {
    setUnread(null);
    setField(next);
    onChange?.(amountOf(next.text, currency, language()));
  };
  const paste = (event: React.ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text/plain');
    const { selectionStart, selectionEnd, value: present } = event.currentTarget;
    const whole = selectionStart === 0 && selectionEnd === present.length;
    if (!whole && /^\d+$/.test(text)) return;
    event.preventDefault();
    const amount = pasted(text, currency);
    if (amount === null) {
      setUnread(text.trim().slice(0, 40));
      return;
    }
    change({ text: show(amount), caret: show(amount).length });
  };
  return (
    <div className="amount-field">
      <Input
        {...rest}
        ref={input}
        className="amount-input figures"
        inputMode={decimalsOf(currency) === 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        maxLength={26}
        suffix={<span className="soft">{signOf(currency)}</span>}
        value={field.text}
        onPaste={paste}
        onChange={({ target, nativeEvent }) => {
          const now = { text: target.value, caret: target.selectionStart ?? target.value.length };
          const key = (nativeEvent as InputEvent).inputType;
          const took = key === 'deleteContentBackward' || key === 'deleteContentForward';
          change(took ? erased(field.text, now, currency, language(), key === 'deleteContentBackward') : typed(now, currency, language()));
        }}
      />
      {unread !== null && (
        <p role="alert" className="amount-unread">
          {t('components.amount_unread', { text: unread })}
        </p>
      )}
    </div>
  );
}

interface AmountPresetsProps {
  label: string;
  presets: readonly number[];
  currency: string;
  chosen: number | null;
  /** What is above it cannot be chosen. */
  most: number | undefined;
  onChoose: (amount: number) => void;
}

/** Amounts to choose instead of typing one. */
export function AmountPresets({ label, presets, currency, chosen, most, onChoose }: AmountPresetsProps) {
  const id = useId();
  return (
    <div className="presets" role="group" aria-labelledby={id}>
      <span id={id}>{label}</span>
      {presets.map((preset) => (
        <button
          key={preset}
          type="button"
          className="preset figures"
          aria-pressed={chosen === preset}
          disabled={most !== undefined && preset > most}
          onClick={() => {
            onChoose(preset);
          }}
        >
          {money({ amount: preset, currency }, language())}
        </button>
      ))}
    </div>
  );
}
