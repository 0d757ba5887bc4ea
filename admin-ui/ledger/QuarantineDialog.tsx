/** One letter set aside: what was wrong with it, its head, who did what with it, and what may be done. */
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import type { QuarantinedLetter } from '../../api/schemas.ts';
import { useNameOf } from '../data/queries.ts';
import { Facts } from '../desk/side/Facts.tsx';
import { useFormat } from '../i18n/format.ts';
import { PagedSkeleton } from '../paged/PagedSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { QuarantineActions } from './QuarantineActions.tsx';
import { useQuarantined } from './use-quarantined.ts';

interface QuarantineDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function QuarantineDialog({ id, onClose }: QuarantineDialogProps) {
  const t = useTranslate();
  const titleId = useId();
  const { letter, handle, busy } = useQuarantined(id, onClose);
  const { data, error, isPending, refetch } = letter;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId} sx={{ fontSize: 16, fontWeight: 650 }}>
        {t('pli.quarantine.title')}
      </DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {isPending && <PagedSkeleton />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {data && <Letter letter={data} />}
        {data && <QuarantineActions letter={data} busy={busy} onHandle={handle} />}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onClose}>{t('pli.quarantine.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Letter({ letter }: { readonly letter: QuarantinedLetter }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Facts
      facts={[
        { name: t('pli.quarantine.error'), value: `${letter.reason} · ${letter.error}` },
        { name: t('pli.quarantine.parser'), value: letter.parser },
        { name: t('pli.quarantine.sender'), value: letter.sender ?? t('pli.quarantine.noSender') },
        { name: t('pli.quarantine.size'), value: format.size(letter.size) },
        { name: t('pli.quarantine.head'), value: <Head lines={letter.head} /> },
        ...(letter.handled.length > 0
          ? [{ name: t('pli.quarantine.handled'), value: <Handled letter={letter} /> }]
          : []),
      ]}
    />
  );
}

function Head({ lines }: { readonly lines: readonly string[] }) {
  const t = useTranslate();
  if (lines.length === 0) return <>{t('pli.quarantine.noHead')}</>;
  return (
    <Box
      component="pre"
      // Longer than its place: the keyboard scrolls it too.
      tabIndex={0}
      role="region"
      aria-label={t('pli.quarantine.head')}
      sx={{ m: 0, p: 1, maxHeight: 200, overflow: 'auto', border: 1, borderColor: 'divider', fontSize: 12 }}
    >
      {lines.join('\n')}
    </Box>
  );
}

function Handled({ letter }: { readonly letter: QuarantinedLetter }) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  return (
    <Box component="ul" sx={{ m: 0, pl: 2 }}>
      {letter.handled.map(({ what, by, at }) => (
        <li key={`${what} ${at}`}>{t(`pli.quarantine.did.${what}`, { name: nameOf(by), at: format.dateTime(at) })}</li>
      ))}
    </Box>
  );
}
