import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';

/** Searches while one types; `/` leads here. */
export function Search({ label, value, onSearch }: { label: string; value: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<InputRef>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed by Back or by "clear filters".
  if (value !== known) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    const lead = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (['INPUT', 'TEXTAREA', 'SELECT'].includes(at.tagName) || at.isContentEditable) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', lead);
    return () => {
      document.removeEventListener('keydown', lead);
      clearTimeout(waiting.current);
    };
  }, []);
  return (
    <Input
      ref={input}
      className="search"
      type="search"
      allowClear
      maxLength={200}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        clearTimeout(waiting.current);
        waiting.current = setTimeout(() => {
          setKnown(target.value.trim());
          onSearch(target.value.trim());
        }, 120);
      }}
    />
  );
}
