/** The rows of the ledger. */
import { Button, TableCell, TableRow } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { LedgerRow } from '../../api/schemas.ts';
import type { Tone } from '../../domain/lifecycle/definition.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';
import { PagedTable } from '../paged/PagedTable.tsx';
import { QuarantineDialog } from './QuarantineDialog.tsx';
import { isAside, letterId } from './use-quarantined.ts';

const COLUMNS = ['at', 'fate', 'mailbox', 'uid', 'messageId', 'size', 'reason', 'dossier'] as const;
const TONES: Readonly<Record<LedgerRow['fate'], Tone>> = {
  dossier: 'success',
  automatic: 'neutral',
  bounce: 'danger',
  duplicate: 'neutral',
  own: 'info',
  quarantined: 'attention',
  ignored: 'neutral',
};

export function LedgerTable({ rows }: { readonly rows: readonly LedgerRow[] }) {
  const [examined, setExamined] = useState<string | null>(null);
  return (
    <>
      <PagedTable name="ledger" columns={COLUMNS} numeric="size">
        {rows.map((row) => (
          <Line key={letterId(row)} row={row} onExamine={() => setExamined(letterId(row))} />
        ))}
      </PagedTable>
      {examined !== null && <QuarantineDialog id={examined} onClose={() => setExamined(null)} />}
    </>
  );
}

function Line({ row, onExamine }: { readonly row: LedgerRow; readonly onExamine: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <TableRow hover>
      <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>{format.dateTime(row.at)}</TableCell>
      <TableCell>
        <ToneChip tone={TONES[row.fate]} text={t(`pli.ledger.fates.${row.fate}`)} />
      </TableCell>
      <TableCell>{row.mailbox}</TableCell>
      <TableCell sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {row.uidValidity}:{row.uid}
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 200 }}>{row.messageId}</TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {format.size(row.size)}
      </TableCell>
      <TableCell>{row.reason}</TableCell>
      <TableCell>
        {row.dossier && <Link to={`/desk/inProgress/${row.dossier}`}>{t('pli.ledger.open')}</Link>}
        {isAside(row) && (
          <Button size="small" onClick={onExamine}>
            {t('pli.quarantine.examine')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
