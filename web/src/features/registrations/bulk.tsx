import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allows, type Registration } from './acts';
import { BulkDialog } from './bulk_dialog';

/** For the rows that are chosen: each act with the number of those whose state allows it. */
export function Bulk({ rows, onDone }: { rows: Registration[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ act: 'resend' | 'withdraw'; rows: Registration[] } | null>(null);
  return (
    <>
      {(['resend', 'withdraw'] as const).map((act) => {
        const open = rows.filter((row) => allows(row.status, act));
        return (
          <Button
            key={act}
            size="small"
            danger={act === 'withdraw'}
            disabled={open.length === 0}
            onClick={() => {
              setAsked({ act, rows: open });
            }}
          >
            {t(`registrations.bulk.${act}`, { count: open.length })}
          </Button>
        );
      })}
      {asked && (
        <BulkDialog
          {...asked}
          onClose={(began) => {
            setAsked(null);
            if (began) onDone();
          }}
        />
      )}
    </>
  );
}
