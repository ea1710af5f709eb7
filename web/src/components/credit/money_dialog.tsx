// Every act that moves credit is asked for in the same way: an amount, a second step that says what it will change,
// and what became of it. The key is made once, so that trying again after a lost answer moves nothing twice.
import { Button, Form, Modal } from 'antd';
import { type ReactNode, type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idempotencyKey, type Schemas } from '../../lib/api';
import { useFocusBack } from '../../lib/focus_back';
import { money } from '../../lib/formats';
import { language } from '../../lib/language';
import { isProblem, UnansweredError } from '../../lib/problem';
import { useFormProblems } from '../form_problems';
import { AmountStep } from './amount_step';
import { useCreditMoved } from './calls';
import './credit.css';
import { Confirm, Done, Unknown } from './money_stages';

type Amount = Schemas['Amount'];
export type TextName = 'note' | 'reference' | 'reason';

/** A wallet that the act changes: what is in it, and whether credit goes in or out. */
export interface Side {
  name: string;
  /** undefined while it is read. */
  available: Schemas['Money'] | undefined;
  way: 'in' | 'out';
}

export interface Text {
  name: TextName;
  label: string;
  help?: string;
  required?: string;
  longest: number;
}

export interface Intent {
  amount: Amount;
  texts: Partial<Record<TextName, string>>;
}

/** What the program answers: done (201), or it waits for a second person (202). */
export interface Answer {
  moved: Schemas['CreditTransaction'] | Schemas['CreditRequest'];
  /** It had been done before, by the same request whose answer was lost. */
  replayed: boolean;
}

/** The answer of a call that moves credit, with whether it is the first. */
export async function answerOf(
  call: Promise<{ data?: Schemas['CreditTransaction'] | Schemas['CreditRequest']; response: Response }>,
): Promise<Answer> {
  const { data, response } = await call;
  if (data === undefined) throw new UnansweredError(response.status, null);
  return { moved: data, replayed: response.headers.get('idempotency-replayed') === 'true' };
}

export interface MoneyDialogProps {
  title: string;
  lead?: ReactNode;
  currency: string;
  sides: Side[];
  texts: Text[];
  presets?: readonly number[];
  /** Offers everything that is there in one press, also while nothing was typed. */
  offersAll?: boolean;
  /** What stands there at the beginning. */
  initial?: number;
  /** Never more than this, whatever the wallet has; with the sentence that says so. */
  limit?: { amount: number; sentence: string };
  /** Above it somebody else must approve; null never. */
  secondPersonAbove: number | null;
  /** "Nạp 1.000.000 ₫ cho …?" and "Đã nạp 1.000.000 ₫ cho …". */
  question: (amount: string) => string;
  done: (amount: string) => string;
  /** What could not be read before anything can be asked. */
  failure?: ReactNode;
  act: (intent: Intent, key: string) => Promise<Answer>;
  /** Where the focus goes afterwards, when what opened the dialog is gone. */
  origin?: RefObject<HTMLElement | null> | undefined;
  onClose: () => void;
}

export interface Values extends Partial<Record<TextName, string>> {
  amount: number | null;
}

/** Whether nobody can say if it happened: no answer came, or none that settles it. */
function isUnknown(error: unknown): boolean {
  return error instanceof UnansweredError || (isProblem(error) && (error.status >= 500 || error.code === 'request_in_progress'));
}

export function MoneyDialog(props: MoneyDialogProps) {
  const { title, act, onClose } = props;
  const { t } = useTranslation();
  const formId = useId();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form, {
    '/amount': 'amount',
    '/note': 'note',
    '/reference': 'reference',
    '/reason': 'reason',
    'credit.insufficient': 'amount',
    'credit.reference_taken': 'reference',
  });
  const moved = useCreditMoved();
  useFocusBack(props.origin);
  const [key] = useState(idempotencyKey);
  const [intent, setIntent] = useState<Intent | null>(null);
  const [before, setBefore] = useState<Side[]>(props.sides);
  const [busy, setBusy] = useState(false);
  const [unknown, setUnknown] = useState<unknown>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const stage = answer ? 'done' : intent ? 'confirm' : 'amount';
  const ready = props.sides.every(({ available }) => available !== undefined);

  const send = (wanted: Intent) => {
    setBusy(true);
    act(wanted, key)
      .then(
        (came) => {
          setUnknown(null);
          setAnswer(came);
        },
        (error: unknown) => {
          if (isUnknown(error)) {
            setUnknown(error);
            return undefined;
          }
          setUnknown(null);
          setIntent(null);
          // What is there now is shown before the sentence that speaks of it.
          return moved().then(() => {
            problems.refuse(error);
          });
        },
      )
      .finally(() => {
        setBusy(false);
        void moved();
      });
  };

  const back = () => {
    setIntent(null);
  };
  const footer = {
    amount: (
      <>
        <Button onClick={onClose}>{t('components.cancel')}</Button>
        <Button type="primary" htmlType="submit" form={formId} disabled={!ready} loading={busy}>
          {t('credit.dialog.next')}
        </Button>
      </>
    ),
    confirm: unknown === null && (
      <>
        <Button onClick={back} disabled={busy}>
          {t('credit.dialog.back')}
        </Button>
        <Button type="primary" loading={busy} onClick={() => intent && send(intent)}>
          {t('credit.dialog.confirm')}
        </Button>
      </>
    ),
    done: (
      <Button type="primary" onClick={onClose}>
        {t('components.close')}
      </Button>
    ),
  }[stage];

  return (
    <Modal
      open
      title={title}
      className="money-dialog"
      footer={footer === false ? null : footer}
      closable={!busy}
      keyboard={!busy}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      {props.failure}
      <div hidden={stage !== 'amount'}>
        <AmountStep
          {...props}
          formId={formId}
          form={form}
          problems={problems}
          onNext={(wanted) => {
            setBefore(props.sides);
            setIntent(wanted);
          }}
        />
      </div>
      {stage === 'confirm' && intent && (
        <Confirm
          question={props.question(money(intent.amount, language()))}
          intent={intent}
          sides={before}
          texts={props.texts}
          above={props.secondPersonAbove}
        >
          {unknown !== null && (
            <Unknown
              error={unknown}
              busy={busy}
              onAgain={() => {
                send(intent);
              }}
            />
          )}
        </Confirm>
      )}
      {answer && intent && (
        <Done title={props.done(money({ ...intent.amount, amount: answer.moved.amount.amount }, language()))} answer={answer} onFollow={onClose} />
      )}
    </Modal>
  );
}
