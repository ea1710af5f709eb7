// RFC 9457 problems as the program answers them, and what stands in for one when no answer came.
import type { components } from './contract';

type Schema = components['schemas'];
export type Problem = Schema['Problem'];
export type FieldProblem = NonNullable<Problem['errors']>[number];

export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly requestId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(problem.title);
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

/** No answer, or none of the program's: `status` 0 is a connection that failed. */
export class UnansweredError extends Error {
  constructor(
    readonly status: number,
    readonly requestId: string | null,
  ) {
    super(`status ${String(status)}`);
  }
}

export function isProblem(error: unknown, ...codes: string[]): error is ProblemError {
  return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));
}

function looksLikeProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;
}

/** What an answer that is not 2xx means. */
export function problemOf(response: Response, body: unknown): ProblemError | UnansweredError {
  const requestId = response.headers.get('x-request-id');
  if (!looksLikeProblem(body)) return new UnansweredError(response.status, requestId);
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return new ProblemError(body, requestId, Number.isNaN(seconds) ? null : seconds);
}

/**
 * The sentence for each field of a form: an RFC 6901 pointer of the body ("/service_accounts/0") belongs to
 * the field that `fields` maps its beginning to ("/service_accounts"); what belongs to no field is `rest`.
 */
export function byField<Field extends string>(
  error: ProblemError,
  fields: Record<string, Field>,
): { fields: Partial<Record<Field, string[]>>; rest: string[] } {
  const found: Partial<Record<Field, string[]>> = {};
  const rest: string[] = [];
  for (const { pointer, message } of error.problem.errors ?? []) {
    const begin = Object.keys(fields).find((each) => pointer === each || pointer.startsWith(`${each}/`));
    const field = begin === undefined ? undefined : fields[begin];
    if (field === undefined) rest.push(message);
    else (found[field] ??= []).push(message);
  }
  return { fields: found, rest };
}
