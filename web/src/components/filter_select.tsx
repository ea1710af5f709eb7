import { Select } from 'antd';

/** Several values of one filter; none chosen means all. */
export function FilterSelect({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  options: { value: string; label: string }[];
  chosen: string[];
  onChoose: (values: string[]) => void;
}) {
  return (
    <Select
      className="filter"
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={label}
      placeholder={label}
      options={options}
      value={chosen}
      onChange={onChoose}
      optionFilterProp="label"
      popupMatchSelectWidth={false}
    />
  );
}
