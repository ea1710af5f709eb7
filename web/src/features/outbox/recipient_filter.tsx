import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { looksLikeEmail } from '../../lib/emails';

/** Finds the mails to one whole address: mails are kept by address, not searched by words. */
export function RecipientFilter({ value, onChoose }: { value: string; onChoose: (address: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const [wrong, setWrong] = useState(false);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
    setWrong(false);
  }
  const choose = (text: string) => {
    const address = text.trim();
    const bad = address !== '' && !looksLikeEmail(address);
    setWrong(bad);
    if (!bad && address !== value) onChoose(address);
  };
  return (
    <form
      role="search"
      className="recipient"
      onSubmit={(event) => {
        event.preventDefault();
        choose(typed);
      }}
    >
      <Input
        type="search"
        inputMode="email"
        allowClear
        maxLength={254}
        prefix={<SearchOutlined aria-hidden />}
        aria-label={t('outbox.recipient_filter')}
        placeholder={t('outbox.recipient_filter')}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'recipient-wrong' : undefined}
        {...(wrong ? { status: 'error' as const } : {})}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setWrong(false);
          if (target.value === '') choose('');
        }}
      />
      {wrong && (
        <p id="recipient-wrong" role="alert" className="field-wrong">
          {t('outbox.recipient_wrong')}
        </p>
      )}
    </form>
  );
}
