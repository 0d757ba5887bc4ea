/** « 37/120 », what failed and why, and another try for those alone. */
import { Alert, Box, Button, DialogActions, DialogContent, LinearProgress } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useNameOf } from '../data/queries.ts';
import { useErrorText } from '../shell/Failed.tsx';
import type { Reassigning } from './use-reassign.ts';

interface ReassignProgressProps {
  readonly reassigning: Reassigning;
  readonly onRetry: () => void;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

export function ReassignProgress({ reassigning, onRetry, onStop, onClose }: ReassignProgressProps) {
  const t = useTranslate();
  const { progress } = reassigning;
  const { done, failed, left, running } = progress;
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', '&&': { pt: 1 } }}>
        <Bar reassigning={reassigning} />
        {!running && <Summary reassigning={reassigning} />}
        {failed.length > 0 && <Failures failed={failed} />}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        {running && left.length > 0 && <Button onClick={onStop}>{t('pli.supervision.reassign.stop')}</Button>}
        {!running && failed.length > 0 && (
          <Button variant="outlined" onClick={onRetry}>
            {t('pli.supervision.reassign.retry', { smart_count: failed.length })}
          </Button>
        )}
        <Button variant={done.length > 0 ? 'contained' : 'text'} disabled={running} onClick={onClose}>
          {t('pli.supervision.reassign.close')}
        </Button>
      </DialogActions>
    </>
  );
}

function Bar({ reassigning: { progress } }: { readonly reassigning: Reassigning }) {
  const t = useTranslate();
  const tried = progress.done.length + progress.failed.length;
  const total = progress.total;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 100 : (100 * tried) / total}
        aria-label={t('pli.supervision.reassign.running')}
        aria-valuetext={t('pli.supervision.reassign.progress', { done: tried, total })}
        sx={{ flex: 1, height: 8, borderRadius: 1 }}
      />
      <Box role="status" sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
        {t('pli.supervision.reassign.progress', { done: tried, total })}
      </Box>
    </Box>
  );
}

function Summary({ reassigning: { to, progress } }: { readonly reassigning: Reassigning }) {
  const t = useTranslate();
  const name = useNameOf()(to);
  const { done, left } = progress;
  return (
    <Alert severity={progress.failed.length > 0 || left.length > 0 ? 'warning' : 'success'}>
      {t('pli.supervision.reassign.done', { smart_count: done.length, name })}
      {left.length > 0 && ` · ${t('pli.supervision.reassign.stopped', { smart_count: left.length })}`}
    </Alert>
  );
}

function Failures({ failed }: { readonly failed: Reassigning['progress']['failed'] }) {
  const t = useTranslate();
  const text = useErrorText();
  return (
    <Box component="section" aria-label={t('pli.supervision.reassign.failed', { smart_count: failed.length })}>
      <Box sx={({ pli }) => ({ fontWeight: 600, color: pli.tones.danger.fg, mb: 0.5 })}>
        {t('pli.supervision.reassign.failed', { smart_count: failed.length })}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 280, overflowY: 'auto' }}>
        {failed.map(({ item, error }) => (
          <Box component="li" key={item.id} sx={{ py: 0.75, borderTop: 1, borderColor: 'divider', fontSize: 13 }}>
            <b>{t('pli.thread.number', { number: item.number })}</b> {item.contact.name || item.contact.email} ·{' '}
            {item.subject}
            <Box sx={{ color: 'text.secondary' }}>{text(error)}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
