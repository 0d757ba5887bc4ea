/** Tells administrators, on every screen, of the mailboxes that fail or are silent (peer 31). */
import { Box } from '@mui/material';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFormat } from '../../i18n/format.ts';
import { useMailboxAlerts } from './use-mailboxes.ts';

export function MailboxAlerts() {
  const t = useTranslate();
  const format = useFormat();
  const { canAccess = false } = useCanAccess({ resource: 'configuration', action: 'list' });
  const alerts = useMailboxAlerts(canAccess);
  return (
    <Box role="status" sx={({ pli }) => ({ color: pli.tones.danger.fg, bgcolor: pli.tones.danger.bg })}>
      {alerts.map(({ id, name, condition, since }) => (
        <Box key={id} sx={{ px: 2, py: 0.5 }}>
          {t(`pli.mailboxes.alert.${condition}`, { address: name, at: format.dateTime(since) })}{' '}
          <Box component={Link} to={`/configuration/mailboxes/${encodeURIComponent(id)}`} sx={{ color: 'inherit' }}>
            {t('pli.mailboxes.look')}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
