/** The outbox (« Envois »): every message we send, and what became of it for each recipient. */
import EmptyIcon from '@mui/icons-material/OutboxOutlined';
import type { OutboxStatus } from '../../api/schemas.ts';
import { usePli } from '../data/queries.ts';
import { PagedScreen } from '../paged/PagedScreen.tsx';
import { OutboxTable } from './OutboxTable.tsx';

const STATUSES: readonly OutboxStatus[] = ['queued', 'sending', 'deferred', 'accepted', 'failed', 'bounced'];

export function OutboxScreen() {
  const { outbox } = usePli();
  return (
    <PagedScreen
      name="outbox"
      filter={{ name: 'status', values: STATUSES, words: 'states' }}
      emptyIcon={<EmptyIcon />}
      load={outbox}
    >
      {(rows) => <OutboxTable rows={rows} />}
    </PagedScreen>
  );
}
