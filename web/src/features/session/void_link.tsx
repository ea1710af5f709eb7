import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { isProblem, type ProblemError } from '../../lib/problem';

/** A link that does not work, or not any more: why, and what to do now. */
export function isVoid(error: unknown): error is ProblemError {
  return isProblem(error) && (error.status === 404 || error.status === 410);
}

export function VoidLink({ title, error, children, retry }: { title: string; error: unknown; children: ReactNode; retry: () => void }) {
  return (
    <section className="outside-card">
      <Page title={title}>
        {isVoid(error) ? (
          <>
            <Alert type="warning" showIcon role="alert" title={error.problem.detail ?? error.problem.title} />
            {children}
          </>
        ) : (
          <ProblemNotice error={error} retry={retry} />
        )}
      </Page>
    </section>
  );
}
