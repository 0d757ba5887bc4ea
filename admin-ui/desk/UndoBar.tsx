/** « Réponse envoyée à … dans 8 s · Annuler », for as long as the server holds the reply back. */
import { Box, Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useServerNow } from '../data/clock.ts';
import { useDossier, useMessages, useUser } from '../data/queries.ts';
import { keysText } from '../shell/Keys.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { useLastSent } from './UndoProvider.tsx';
import { undoableReply } from './undo.ts';
import { useSaidCommand } from './use-command.ts';

export function UndoBar({ openDossier }: { readonly openDossier: string | undefined }) {
  const id = useLastSent().sent ?? openDossier;
  const { data: dossier } = useDossier(id);
  const user = useUser();
  const held = dossier?.outgoing.some((o) => o.phase === 'held' && o.by === user?.id);
  return id && held ? <Countdown dossierId={id} /> : null;
}

function Countdown({ dossierId }: { readonly dossierId: string }) {
  const t = useTranslate();
  const now = useServerNow('second');
  const { data: dossier } = useDossier(dossierId);
  const { data: messages } = useMessages(dossierId);
  const reply = undoableReply(dossier, useUser()?.id, now);
  const { say, busy } = useSaidCommand(dossierId);
  const { setUndone } = useLastSent();
  const undo = async () => {
    if (await say({ type: 'undoSend' })) setUndone(dossierId);
  };
  useShortcut('undo', () => {
    if (!reply || busy) return false;
    void undo();
  });
  if (!reply) return null;
  const to = messages?.find((m) => m.id === reply.message)?.to[0]?.email ?? dossier?.contact.email ?? '';
  return (
    <Box
      role="status"
      sx={({ pli }) => ({
        position: 'fixed',
        left: '50%',
        bottom: 72,
        transform: 'translateX(-50%)',
        zIndex: 'snackbar',
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        maxWidth: 'calc(100vw - 32px)',
        py: 1,
        px: 2,
        borderRadius: 1,
        color: pli.canvas,
        bgcolor: pli.text,
        boxShadow: 6,
      })}
    >
      <Typography noWrap>
        {t('pli.undo.sending', { to })}{' '}
        <Box component="span" aria-hidden sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {t('pli.undo.in', { seconds: reply.secondsLeft })}
        </Box>
      </Typography>
      <Button color="inherit" variant="outlined" disabled={busy} onClick={() => void undo()}>
        {t('pli.undo.action', { keys: keysText('Mod+z') })}
      </Button>
    </Box>
  );
}
