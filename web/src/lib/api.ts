// Every call to the program goes through `api`; an answer that is not 2xx is thrown as a ProblemError.
import createClient from 'openapi-fetch';
import type { components, paths } from './contract';
import { language } from './language';
import { problemOf, UnansweredError } from './problem';

export type Schemas = components['schemas'];

/** Of the session's answer; what changes something carries it. Kept in memory only. */
let csrfToken = '';
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

let whenSignedOut: () => void = () => undefined;
/** Called when the program no longer knows the session. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

const safe = new Set(['GET', 'HEAD']);

export const api = createClient<paths>({
  baseUrl: '',
  credentials: 'same-origin',
  querySerializer: { array: { style: 'form', explode: true } },
  fetch: async (request: Request) => {
    request.headers.set('accept-language', language());
    if (!safe.has(request.method) && csrfToken) request.headers.set('x-csrf-token', csrfToken);
    try {
      return await globalThis.fetch(request);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new UnansweredError(0, null);
    }
  },
});

api.use({
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return undefined;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const error = problemOf(response, body);
    if ('code' in error && error.code === 'not_signed_in') whenSignedOut();
    throw error;
  },
});

/** The body of an answer; its absence would be a fault of the program (204 has none and is not asked for one). */
export async function bodyOf<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  const { data } = await answer;
  if (data === undefined) throw new UnansweredError(200, null);
  return data;
}

/** The body with its ETag, for what is edited. */
export async function withTag<Body>(answer: Promise<{ data?: Body; response: Response }>): Promise<{ body: Body; etag: string }> {
  const { data, response } = await answer;
  if (data === undefined) throw new UnansweredError(200, null);
  return { body: data, etag: response.headers.get('etag') ?? '' };
}

/** A key for one intent: repeating the same call with it does nothing twice. */
export function idempotencyKey(): string {
  return globalThis.crypto.randomUUID();
}
