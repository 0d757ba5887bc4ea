/** The rows of a paged screen under their heads, which stay in sight; its words are `pli.<name>`. */
import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface PagedTableProps {
  readonly name: string;
  readonly columns: readonly string[];
  /** The column of figures. */
  readonly numeric: string;
  readonly children: ReactNode;
}

export function PagedTable({ name, columns, numeric, children }: PagedTableProps) {
  const t = useTranslate();
  return (
    <TableContainer
      tabIndex={0}
      role="region"
      aria-label={t(`pli.${name}.title`)}
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
            {columns.map((column) => (
              <TableCell key={column} align={column === numeric ? 'right' : 'left'} sx={{ fontWeight: 600 }}>
                {t(`pli.${name}.columns.${column}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>{children}</TableBody>
      </Table>
    </TableContainer>
  );
}
