// Sends the rows of a file in batches, each safe to repeat; can be stopped between two of them and go on later.
import { useRef, useState } from 'react';
import { api, bodyOf } from '../../lib/api';
import { isProblem, ProblemError } from '../../lib/problem';
import type { NewAccount, ReadRow } from './account_rows';

const batch = 500;

export interface Refused {
  row: ReadRow;
  message: string;
}
export interface Progress {
  state: 'ready' | 'sending' | 'stopped' | 'done';
  /** Rows that were answered. */
  sent: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: Refused[];
  failure: unknown;
}

const nothing: Progress = { state: 'ready', sent: 0, created: 0, updated: 0, unchanged: 0, refused: [], failure: null };

interface Answer {
  created: number;
  updated: number;
  unchanged: number;
  refused: Refused[];
}

export function useSending(rows: ReadRow[], onChange: () => void) {
  const [progress, setProgress] = useState(nothing);
  const stopping = useRef(false);
  const run = async (from: Progress) => {
    stopping.current = false;
    let now: Progress = { ...from, state: 'sending', failure: null };
    setProgress(now);
    while (now.sent < rows.length) {
      if (stopping.current) {
        now = { ...now, state: 'stopped' };
        break;
      }
      const part = rows.slice(now.sent, now.sent + batch);
      try {
        const answer = await sendPart(part);
        now = {
          ...now,
          sent: now.sent + part.length,
          created: now.created + answer.created,
          updated: now.updated + answer.updated,
          unchanged: now.unchanged + answer.unchanged,
          refused: [...now.refused, ...answer.refused],
        };
        setProgress(now);
      } catch (failure) {
        now = { ...now, state: 'stopped', failure };
        break;
      }
    }
    if (now.state === 'sending') now = { ...now, state: 'done' };
    setProgress(now);
    onChange();
  };
  return {
    progress,
    start: () => void run(progress),
    stop: () => {
      stopping.current = true;
    },
    reset: () => {
      setProgress(nothing);
    },
  };
}

async function put(accounts: NewAccount[]) {
  return (await bodyOf(api.PUT('/api/v1/directory/accounts', { body: { accounts } }))).results;
}

async function sendPart(part: ReadRow[]): Promise<Answer> {
  const answer: Answer = { created: 0, updated: 0, unchanged: 0, refused: [] };
  let rest = part;
  for (let attempt = 0; rest.length > 0; attempt += 1) {
    try {
      for (const { index, outcome, message } of await put(rest.flatMap(({ account }) => account ?? []))) {
        if (outcome === 'refused') answer.refused.push({ row: rest[index]!, message: message ?? '' });
        else answer[outcome] += 1;
      }
      return answer;
    } catch (error) {
      // Somebody else wrote at the same moment: the batch may simply be sent again.
      if (isProblem(error, 'accounts.changed_meanwhile') && attempt < 3) continue;
      const bad = malformedRows(error);
      if (bad.size === 0) throw error;
      // What the program finds malformed is taken out, so that the others go through.
      for (const [index, message] of bad) answer.refused.push({ row: rest[index]!, message });
      rest = rest.filter((_, index) => !bad.has(index));
    }
  }
  return answer;
}

function malformedRows(error: unknown): Map<number, string> {
  const bad = new Map<number, string>();
  if (!(error instanceof ProblemError) || error.status !== 400) return bad;
  for (const { pointer, message } of error.problem.errors ?? []) {
    const index = /^\/accounts\/(\d+)/.exec(pointer)?.[1];
    if (index !== undefined) bad.set(Number(index), [bad.get(Number(index)), message].filter(Boolean).join(' '));
  }
  return bad;
}
