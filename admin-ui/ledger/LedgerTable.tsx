/** The rows of the ledger. */
import { Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { LedgerRow } from '../../api/schemas.ts';
import type { Tone } from '../../domain/definition.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';
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
  const t = useTranslate();
  const [examined, setExamined] = useState<string | null>(null);
  return (
    <>
      <TableContainer
        tabIndex={0}
        role="region"
        aria-label={t('pli.ledger.title')}
        sx={{
          flex: '0 1 auto',
          minHeight: 0,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          bgcolor: 'background.paper',
        }}
      >
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              {COLUMNS.map((column) => (
                <TableCell key={column} align={column === 'size' ? 'right' : 'left'} sx={{ fontWeight: 600 }}>
                  {t(`pli.ledger.columns.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <Line key={letterId(row)} row={row} onExamine={() => setExamined(letterId(row))} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
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
