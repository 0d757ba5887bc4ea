/** « Réponse envoyée à … dans 8 s · Annuler », for as long as the server holds the reply back. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useServerNow } from '../data/clock.ts';
import { useDossier, useMessages, useUser } from '../data/queries.ts';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { BottomBar } from './BottomBar.tsx';
import { useLastSent } from './UndoProvider.tsx';
import { undoableReply } from './undo.ts';
import { useSaidCommand } from './use-command.ts';

interface UndoBarProps {
  readonly openDossier: string | undefined;
  /** The reply was taken back: its dossier is to be shown again. */
  readonly onUndone?: (dossierId: string) => void;
}

export function UndoBar({ openDossier, onUndone = () => {} }: UndoBarProps) {
  const id = useLastSent().sent ?? openDossier;
  const { data: dossier } = useDossier(id);
  const user = useUser();
  const held = dossier?.outgoing.some((o) => o.phase === 'held' && o.by === user?.id);
  return id && held ? <Countdown dossierId={id} onUndone={onUndone} /> : null;
}

interface CountdownProps {
  readonly dossierId: string;
  readonly onUndone: (dossierId: string) => void;
}

function Countdown({ dossierId, onUndone }: CountdownProps) {
  const t = useTranslate();
  const now = useServerNow('second');
  const { data: dossier } = useDossier(dossierId);
  const { data: messages } = useMessages(dossierId);
  const reply = undoableReply(dossier, useUser()?.id, now);
  const { say, busy } = useSaidCommand(dossierId);
  const { setUndone } = useLastSent();
  const undo = async () => {
    if (!(await say({ type: 'undoSend' }))) return;
    setUndone(dossierId);
    onUndone(dossierId);
  };
  useShortcut('undo', () => {
    if (!reply || busy) return false;
    void undo();
  });
  if (!reply) return null;
  const to = messages?.find((m) => m.id === reply.message)?.to[0]?.email ?? dossier?.contact.email ?? '';
  return (
    <BottomBar busy={busy} onUndo={() => void undo()}>
      {t('pli.undo.sending', { to })}{' '}
      <Box component="span" aria-hidden sx={{ fontVariantNumeric: 'tabular-nums' }}>
        {t('pli.undo.in', { seconds: reply.secondsLeft })}
      </Box>
    </BottomBar>
  );
}
