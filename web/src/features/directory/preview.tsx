import { useTranslation } from 'react-i18next';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import type { ReadFile } from './read_file';

const shown = 5;

/** The first rows as they were read, to see that the columns are where they should be. */
export function Preview({ file }: { file: ReadFile }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 id="preview">{t('directory.preview')}</h3>
      <div className="table-room preview" role="region" aria-labelledby="preview" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="right">
                {t('directory.line_heading')}
              </th>
              {file.columns.map((column) => (
                <th key={column} scope="col">
                  <code>{column}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.slice(0, shown).map(({ record }) => (
              <tr key={record.line}>
                <td className="right">{number(record.line, language())}</td>
                {file.columns.map((column, at) => (
                  <td key={column}>{record.fields[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
