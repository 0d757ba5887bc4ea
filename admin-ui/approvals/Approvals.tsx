/** The queue beside the answer that is read; after each decision the next one opens. */
import { Box } from '@mui/material';
import { useEffect } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { useNameOf, useUser } from '../data/queries.ts';
import { useReadAhead } from '../data/validations.ts';
import { useLastSent } from '../desk/UndoProvider.tsx';
import { useNarrow } from '../shell/Shell.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { AllRead } from './AllRead.tsx';
import { ApprovalList } from './ApprovalList.tsx';
import { ApprovalPane } from './ApprovalPane.tsx';
import { firstToRead, neighbour, nextToRead, type Waiting } from './approval-queue.ts';
import { useAmendments } from './use-amendments.ts';
import { useApprovals } from './use-approvals.ts';
import type { Decision } from './use-decision.ts';

/** Out of the way of the decisions. */
const ABOVE = { vertical: 'top', horizontal: 'center' } as const;
const pathOf = (id?: string) => (id ? `/approvals/${encodeURIComponent(id)}` : '/approvals');

function useWhichIsOpen(queue: readonly Waiting[], narrow: boolean) {
  const { dossier: open } = useParams();
  const navigate = useNavigate();
  const me = useUser()?.id;
  const first = narrow ? undefined : firstToRead(queue, me)?.id;
  useEffect(() => {
    if (!open && first) void navigate(pathOf(first), { replace: true });
  }, [open, first, navigate]);
  const show = (row: Waiting | undefined) => (row ? void navigate(pathOf(row.id)) : false);
  useReadAhead(open === undefined ? undefined : nextToRead(queue, open, me));
  useShortcut('next', () => show(neighbour(queue, open, 1)));
  useShortcut('previous', () => show(neighbour(queue, open, -1)));
  return {
    open,
    close: () => void navigate(pathOf()),
    goOn: (from: string) => void navigate(pathOf(nextToRead(queue, from, me)?.id)),
    comeBackTo: (id: string) => void navigate(pathOf(id)),
  };
}

export function Approvals() {
  const t = useTranslate();
  const notify = useNotify();
  const nameOf = useNameOf();
  const narrow = useNarrow();
  const approvals = useApprovals();
  const { queue, noteDecided } = approvals;
  const { open, close, goOn, comeBackTo } = useWhichIsOpen(queue, narrow);
  const amendments = useAmendments();
  const { setSent, undone, setUndone } = useLastSent();
  useShortcut('leave', () => (open && narrow ? close() : false));
  useEffect(() => {
    if (undone === null) return;
    setUndone(null);
    comeBackTo(undone);
  });
  const onDecided = ({ dossierId, author, type, version }: Decision) => {
    noteDecided(dossierId, version);
    amendments.drop(dossierId);
    if (type === 'refuse')
      notify(t('pli.approvals.refused', { name: nameOf(author) }), { type: 'info', anchorOrigin: ABOVE });
    else setSent(dossierId);
    goOn(dossierId);
  };
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      {!(narrow && open) && <ApprovalList approvals={approvals} open={open} alone={narrow} hrefOf={pathOf} />}
      {(open || !narrow) && (
        <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
          {open ? (
            <ApprovalPane
              key={open}
              dossierId={open}
              amendments={amendments}
              onBack={narrow ? close : null}
              onDecided={onDecided}
              onNext={queue.length > 0 ? () => goOn(open) : null}
            />
          ) : (
            !approvals.isPending && queue.length === 0 && !approvals.error && <AllRead />
          )}
        </Box>
      )}
    </Box>
  );
}
