// Adding customers: rows that are typed, pasted or read from a file, checked, and sent all at once.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '../../components/leave_guard';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem_notice';
import { number } from '../../lib/formats';
import { language } from '../../lib/language';
import { useSession, useSettings } from '../../lib/session';
import { AddConditions } from './add_conditions';
import { AddConfirm } from './add_confirm';
import { DropRoom, FileButton, readFile } from './add_file';
import { type Notice, noticeId, NoticeOf, ProblemSummary, RestNotice, RestoredNotice } from './add_notices';
import { fieldId } from './add_row';
import { AddRows } from './add_rows';
import './add.css';
import { cellsOf, readTable } from './paste';
import { problemsOf } from './problems';
import './registrations.css';
import { emptySheet, type Field, filled, mostRows, type Row } from './rows';
import { useSending } from './use_sending';
import { useSheet } from './use_sheet';

export function Add() {
  const { t } = useTranslation();
  const { roles, default_role: usual } = useSettings();
  const { user } = useSession();
  const { sheet, dispatch, intent, restored } = useSheet(user.id, usual);
  const { send, busy } = useSending(intent);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [asked, setAsked] = useState<Row[] | null>(null);
  const [complain, setComplain] = useState(false);
  const [remembered, setRemembered] = useState(restored > 0);
  const focusOn = useFocus();
  const problems = useMemo(() => problemsOf(sheet.rows), [sheet.rows]);
  const rows = filled(sheet);
  const latest = useRef(sheet);
  useEffect(() => {
    latest.current = sheet;
  }, [sheet]);

  const say = (next: Notice | null) => {
    setNotice(next);
    setFailure(null);
    setComplain(false);
  };
  const take = (table: string[][], at: number): boolean => {
    const block = readTable(table, { roles, usual });
    if (!block) return false;
    dispatch({ type: 'insert', at, entries: block.entries });
    say({ kind: 'taken', rows: block.entries.length, unknownRoles: block.unknownRoles });
    return true;
  };
  // One object for as long as the screen stands, so that a row is drawn again only when it changed.
  const hands = useMemo(() => {
    const add = () => {
      focusOn(fieldId(latest.current.nextKey, 'email'));
      dispatch({ type: 'add', role: usual });
    };
    return {
      add,
      onType: (key: number, field: Field, value: string) => {
        dispatch({ type: 'type', key, field, value });
      },
      onLeave: (key: number) => {
        dispatch({ type: 'leave', key });
      },
      onEnter: (key: number) => {
        const keys = latest.current.rows.map((row) => row.key);
        const next = keys[keys.indexOf(key) + 1];
        dispatch({ type: 'leave', key });
        if (next === undefined) add();
        else focusOn(fieldId(next, 'email'));
      },
      onRemove: (key: number) => {
        const keys = latest.current.rows.map((row) => row.key);
        const index = keys.indexOf(key);
        focusOn(fieldId(keys[index + 1] ?? keys[index - 1] ?? latest.current.nextKey, 'email'));
        dispatch({ type: 'remove', keys: [key], role: usual });
      },
    };
  }, [dispatch, focusOn, usual]);
  const onBlock = (key: number, field: Field, text: string) => {
    const cells = cellsOf(text);
    if (!take(cells, key)) dispatch({ type: 'fill', at: key, field, cells, role: usual });
  };
  const onFile = (file: File) => {
    void readFile(file).then((csv) => {
      if ('trouble' in csv) say({ kind: 'file', trouble: csv.trouble });
      else if (!take(csv.table, latest.current.rows.at(-1)!.key)) say({ kind: 'file', trouble: 'no_addresses' });
    });
  };

  /** The rows to send, or null after having shown why they cannot be sent. */
  const ready = (): Row[] | null => {
    dispatch({ type: 'submit' });
    say(null);
    const [first] = rows.filter(({ key }) => problems.has(key));
    if (rows.length > 0 && !first) return rows;
    setComplain(true);
    const wrong = first ?? sheet.rows[0]!;
    focusOn(fieldId(wrong.key, first && !problems.get(first.key)?.email ? 'friendly_name' : 'email'));
    return null;
  };
  const finish = async (sent: Row[], act: 'check' | 'add') => {
    const answer = await send(sent, act);
    if (answer.kind === 'failed') {
      setFailure(answer.error);
      return;
    }
    setAsked(null);
    if (answer.kind === 'refused') {
      dispatch({ type: 'refuse', refusals: answer.refusals });
      setComplain(true);
      const [[key, wrong]] = [...answer.refusals] as [[number, Row['refusals']]];
      focusOn(fieldId(key, (Object.keys(wrong) as Field[])[0] ?? 'email'));
      return;
    }
    const { verdicts, created, refused } = answer.judged;
    dispatch({ type: 'judge', verdicts, gone: created, role: usual });
    say(act === 'add' ? { kind: 'added', created: created.size, refused } : { kind: 'checked', eligible: verdicts.size - refused, refused });
    focusOn(noticeId);
  };

  return (
    <Page title={t('registrations.add')}>
      <LeaveGuard unsaved={rows.length > 0 || sheet.rest.length > 0} />
      <div className="add-page">
        <AddConditions />
        <form
          className="stack"
          {...leavesOnClick}
          onSubmit={(event) => {
            event.preventDefault();
          }}
        >
          <p className="soft">{t('registrations.add_page.how', { most: number(mostRows, language()) })}</p>
          {remembered && (
            <RestoredNotice
              count={restored}
              onDrop={() => {
                dispatch({ type: 'replace', sheet: emptySheet(usual) });
                setRemembered(false);
              }}
              onClose={() => {
                setRemembered(false);
              }}
            />
          )}
          {notice && <NoticeOf notice={notice} />}
          {failure !== null && !asked && <ProblemNotice error={failure} />}
          {complain && rows.length > 0 && (
            <ProblemSummary
              rows={sheet.rows}
              problems={problems}
              onGo={(key, field) => {
                focusOn(fieldId(key, field));
              }}
              onRemoveRepeated={(keys) => {
                dispatch({ type: 'remove', keys, role: usual });
              }}
            />
          )}
          {complain && rows.length === 0 && (
            <p role="alert" className="field-error">
              {t('registrations.add_page.nothing')}
            </p>
          )}
          {sheet.rest.length > 0 && (
            <RestNotice
              rest={sheet.rest.length}
              room={rows.length < mostRows}
              onTake={() => {
                dispatch({ type: 'take_rest' });
              }}
              onDrop={() => {
                dispatch({ type: 'drop_rest' });
              }}
            />
          )}
          <DropRoom onFile={onFile}>
            <AddRows rows={sheet.rows} problems={problems} hands={{ ...hands, onBlock }} />
            <div className="row add-more">
              <Button icon={<PlusOutlined aria-hidden />} disabled={sheet.rows.length >= mostRows} onClick={hands.add}>
                {t('registrations.add_page.add_row')}
              </Button>
              <FileButton onFile={onFile} />
            </div>
          </DropRoom>
          <div className="add-bar">
            <span className="soft" aria-live="polite">
              {t('registrations.add_page.rows_ready', { count: rows.length })}
            </span>
            <Button
              loading={busy === 'check'}
              disabled={busy !== null}
              onClick={() => {
                const some = ready();
                if (some) void finish(some, 'check');
              }}
            >
              {t('registrations.add_page.check')}
            </Button>
            <Button
              type="primary"
              disabled={busy !== null}
              onClick={() => {
                setAsked(ready());
              }}
            >
              {t('registrations.add_page.send')}
            </Button>
          </div>
        </form>
      </div>
      {asked && (
        <AddConfirm
          rows={asked}
          busy={busy === 'add'}
          failure={failure}
          onSend={() => {
            setFailure(null);
            void finish(asked, 'add');
          }}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Page>
  );
}

/** A press on a button takes the focus only as a click: what leaving a field shows would move the button away from under the press. */
const leavesOnClick = {
  onMouseDown: (event: MouseEvent) => {
    if (buttonOf(event)) event.preventDefault();
  },
  onClickCapture: (event: MouseEvent) => {
    buttonOf(event)?.focus();
  },
};

function buttonOf({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element ? target.closest('button') : null;
}

/** Gives the focus to an element that may not be drawn yet, once a dialog that holds the focus is gone. */
function useFocus(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  const [, again] = useState(0);
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  const [focusOn] = useState(() => (id: string) => {
    wanted.current = id;
    again((times) => times + 1);
  });
  return focusOn;
}
