/** A table whose figures change in place: columns keep their width, so that nothing jumps. */
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Column {
  readonly id: string;
  /** Absent: the word of the supervision for its id. */
  readonly name?: ReactNode;
  readonly width?: number;
  readonly numeric?: boolean;
}

interface LiveTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}

export function LiveTable({ label, columns, children }: LiveTableProps) {
  const t = useTranslate();
  return (
    <TableContainer
      tabIndex={0}
      role="region"
      aria-label={label}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}
    >
      <Table
        size="small"
        aria-label={label}
        sx={{ tableLayout: 'fixed', minWidth: columns.reduce((sum, { width = 160 }) => sum + width, 0) }}
      >
        <TableHead>
          <TableRow>
            {columns.map(({ id, name, width, numeric }) => (
              <TableCell
                key={id}
                align={numeric ? 'right' : 'left'}
                sx={{ width, fontWeight: 600, whiteSpace: 'nowrap' }}
              >
                {name ?? t(`pli.supervision.${id}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody
          sx={{
            fontVariantNumeric: 'tabular-nums',
            '& tr:last-child > *': { borderBottom: 0 },
            '& td, & th': { overflowWrap: 'anywhere' },
          }}
        >
          {children}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
