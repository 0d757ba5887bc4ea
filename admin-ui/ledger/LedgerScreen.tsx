/** The ledger (« Registre »): every letter the mailboxes gave, and what became of it. */
import EmptyIcon from '@mui/icons-material/ReceiptLongOutlined';
import type { LedgerRow } from '../../api/schemas.ts';
import { usePli } from '../data/queries.ts';
import { PagedScreen } from '../paged/PagedScreen.tsx';
import { LedgerTable } from './LedgerTable.tsx';

const FATES: readonly LedgerRow['fate'][] = [
  'dossier',
  'automatic',
  'bounce',
  'duplicate',
  'own',
  'quarantined',
  'ignored',
];

export function LedgerScreen() {
  const { ledger } = usePli();
  return (
    <PagedScreen
      name="ledger"
      filter={{ name: 'fate', values: FATES, words: 'fates' }}
      emptyIcon={<EmptyIcon />}
      load={ledger}
    >
      {(rows) => <LedgerTable rows={rows} />}
    </PagedScreen>
  );
}
