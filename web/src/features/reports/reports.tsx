// Credit over a period: what came in, what was used, and opening + in − out = closing of every wallet.
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { ExportMenu } from '../../components/export_menu';
import { Page } from '../../components/page';
import { Places } from '../../components/places';
import { useListUrl } from '../../lib/list_url';
import { exportPath, filters, queryOf, type ReportName, reports } from './calls';
import { ReportFilters } from './filters';
import { MovedReport } from './moved';
import './reports.css';
import { SummaryReport } from './summary';

export function Reports() {
  const { report } = useParams();
  const known = reports.find((each) => each === report);
  if (known === undefined) return <Navigate to="/reports/credit/top-ups" replace />;
  return <OneReport report={known} />;
}

function OneReport({ report }: { report: ReportName }) {
  const { t } = useTranslation();
  const url = useListUrl({ filters, sort: '' });
  const same = new URLSearchParams(filters.flatMap((name) => (url.filters[name] ?? []).map((value) => [name, value]))).toString();
  return (
    <Page
      title={t('reports.title')}
      actions={
        <ExportMenu
          pathOf={(format) => {
            return exportPath(report, queryOf(url), format);
          }}
        />
      }
    >
      <Places
        label={t('reports.which')}
        places={reports.map((each) => ({ to: `/reports/credit/${each}${same && `?${same}`}`, name: t(`reports.names.${each}`) }))}
      />
      <ReportFilters url={url} />
      {report === 'summary' ? <SummaryReport url={url} /> : <MovedReport key={report} report={report} url={url} />}
    </Page>
  );
}
