import { useTranslation } from 'react-i18next';
import type { ReadRow, RowProblem } from './account_rows';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';

const mostShown = 100;

export function useProblemSentence(): (problem: RowProblem) => string {
  const { t } = useTranslation();
  return ({ column, code, values }) => {
    const sentence = t(`directory.problems.${code}`, { ...values });
    return column === null ? sentence : `${column}: ${sentence}`;
  };
}

/** What is wrong, line by line. */
export function RowProblems({ rows }: { rows: ReadRow[] }) {
  const { t } = useTranslation();
  const sentence = useProblemSentence();
  const bad = rows.filter(({ problems }) => problems.length > 0);
  if (bad.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="problems">
      <h2 id="problems">{t('directory.problems_title', { count: bad.length })}</h2>
      <p className="soft">{t('directory.problems_lead')}</p>
      <ul className="row-problems">
        {bad.slice(0, mostShown).map(({ record, problems }) => (
          <li key={record.line}>
            <span className="figures">{t('directory.line', { line: number(record.line, language()) })}</span>
            <span>{problems.map(sentence).join(' ')}</span>
          </li>
        ))}
      </ul>
      {bad.length > mostShown && <p className="soft">{t('directory.problems_more', { count: bad.length - mostShown })}</p>}
    </section>
  );
}
