import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { optionalColumns, requiredColumns } from './account_rows';
import { writeCsv } from './csv';
import { download } from './download';

/** What the file must look like, and an empty one to begin with. */
export function ColumnHelp() {
  const { t } = useTranslation();
  const columns = [...requiredColumns.map((name) => ({ name, required: true })), ...optionalColumns.map((name) => ({ name, required: false }))];
  return (
    <div className="panel">
      <h2 id="columns">{t('directory.columns')}</h2>
      <p className="columns-lead">{t('directory.columns_lead')}</p>
      <div className="table-room" role="region" aria-labelledby="columns" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('directory.column')}</th>
              <th scope="col">{t('directory.meaning')}</th>
              <th scope="col">{t('directory.values')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, required }) => (
              <tr key={name}>
                <td>
                  <code>{name}</code>
                </td>
                <td>
                  {t(`directory.facts.${name}`)}
                  {!required && <span className="soft"> {t('directory.optional')}</span>}
                </td>
                <td>{t(`directory.column_values.${name}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="panel-end">
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={() => {
            download('service-accounts.csv', writeCsv([columns.map(({ name }) => name)]));
          }}
        >
          {t('directory.template')}
        </Button>
      </p>
    </div>
  );
}
