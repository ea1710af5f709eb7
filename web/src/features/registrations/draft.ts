// Rows that were not sent survive the end of a session or a reload, for the same person in the same tab.
import { fields, filled, type Sheet } from './rows';

export interface Intent {
  body: string;
  key: string;
}
interface Draft {
  sheet: Sheet;
  /** Sent without an answer; sending the same again must not do it twice. */
  intent: Intent | null;
}

const place = (user: string) => `portal.add.${user}`;

export function keepDraft(user: string, draft: Draft): void {
  try {
    if (filled(draft.sheet).length === 0 && draft.sheet.rest.length === 0) globalThis.sessionStorage.removeItem(place(user));
    else globalThis.sessionStorage.setItem(place(user), JSON.stringify(draft));
  } catch {
    // A browser without storage keeps nothing; the guard against leaving still asks.
  }
}

export function dropDraft(user: string): void {
  globalThis.sessionStorage.removeItem(place(user));
}

export function findDraft(user: string): Draft | null {
  const text = globalThis.sessionStorage.getItem(place(user));
  if (text === null) return null;
  try {
    const draft = JSON.parse(text) as Draft;
    const sound = draft.sheet.rows.every((row) => fields.every((field) => typeof row[field] === 'string'));
    return sound && draft.sheet.rows.length > 0 && Array.isArray(draft.sheet.rest) ? draft : null;
  } catch {
    return null;
  }
}
