import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, type RefObject, useEffect, useReducer, useRef, useState } from 'react';
import { portalQuery } from '../../lib/session';
import { dropDraft, findDraft, type Intent, keepDraft } from './draft';
import { type Action, change, emptySheet, filled, type Sheet } from './rows';

export interface DraftedSheet {
  sheet: Sheet;
  dispatch: Dispatch<Action>;
  /** What was sent without an answer. */
  intent: RefObject<Intent | null>;
  /** How many rows came back from an earlier visit. */
  restored: number;
}

/** The rows of this person, which are kept until they are sent or the person leaves them. */
export function useSheet(user: string, role: string): DraftedSheet {
  const client = useQueryClient();
  const [found] = useState(() => findDraft(user));
  const [sheet, dispatch] = useReducer(change, found?.sheet ?? emptySheet(role));
  const intent = useRef<Intent | null>(found?.intent ?? null);
  const latest = useRef(sheet);
  useEffect(() => {
    latest.current = sheet;
    const soon = setTimeout(() => {
      keepDraft(user, { sheet, intent: intent.current });
    }, 250);
    return () => {
      clearTimeout(soon);
    };
  }, [sheet, user]);
  useEffect(
    () => () => {
      // A session that ended took the screen away; whoever leaves by themselves was asked.
      if (client.getQueryData(portalQuery.queryKey)?.session) dropDraft(user);
      else keepDraft(user, { sheet: latest.current, intent: intent.current });
    },
    [client, user],
  );
  return { sheet, dispatch, intent, restored: found ? filled(found.sheet).length : 0 };
}
