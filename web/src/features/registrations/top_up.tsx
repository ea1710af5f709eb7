import { lazy, type RefObject, Suspense } from 'react';
import { needAllWords } from '../../lib/words';
import { nameOf, type Registration } from './acts';

const TopUpDialog = lazy(async () => {
  const [{ TopUpDialog: dialog }] = await Promise.all([import('./top_up_dialog'), needAllWords()]);
  return { default: dialog };
});

/** The dialog for topping up, loaded when somebody asks for it. */
export function TopUp({ row, origin, onClose }: { row: Registration; origin?: RefObject<HTMLElement | null>; onClose: () => void }) {
  return (
    <Suspense>
      <TopUpDialog customer={{ id: row.account_id, name: nameOf(row) }} origin={origin} onClose={onClose} />
    </Suspense>
  );
}
