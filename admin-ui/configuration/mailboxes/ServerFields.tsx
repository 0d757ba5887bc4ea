/** Where a server is, and how the way to it is encrypted. */
import { Box, MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';
import { type ServerForm, withSecurity } from './mailbox-form.ts';

interface ServerFieldsProps {
  readonly protocol: 'imap' | 'smtp';
  readonly server: ServerForm;
  readonly onChange: (server: ServerForm) => void;
}

const SECURITIES = ['tls', 'starttls', 'none'] as const;

export function ServerFields({ protocol, server, onChange }: ServerFieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.mailboxes.field.${key}`);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 2fr 1fr' } }}>
      <TextField
        label={say(`${protocol}Host`)}
        required
        value={server.host}
        onChange={({ target }) => onChange({ ...server, host: target.value })}
      />
      <TextField
        select
        label={say('security')}
        value={server.security}
        onChange={({ target }) =>
          onChange(withSecurity(protocol, server, SECURITIES.find((s) => s === target.value) ?? 'tls'))
        }
      >
        {SECURITIES.map((security) => (
          <MenuItem key={security} value={security}>
            {say(`securities.${security}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={say('port')}
        type="number"
        required
        value={server.port}
        onChange={({ target }) => onChange({ ...server, port: target.value })}
        slotProps={{ htmlInput: { min: 1, max: 65_535, step: 1 } }}
      />
    </Box>
  );
}
