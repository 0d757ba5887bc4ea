/** In whose name the answer leaves, where the queue has several addresses (N3). */
import { Box, MenuItem, Select } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';

interface SenderFieldProps {
  readonly reply: DossierDetail['reply'];
  readonly mailbox: string | null | undefined;
  readonly onChange: (mailbox: string | null) => void;
}

export function SenderField({ reply: { senders }, mailbox, onChange }: SenderFieldProps) {
  const t = useTranslate();
  const id = useId();
  const usual = senders[0]?.mailbox ?? '';
  if (senders.length < 2) return null;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, px: 2, borderBottom: 1, borderColor: 'divider' }}>
      <Box component="span" id={id} sx={{ color: 'text.secondary', minWidth: 40 }}>
        {t('pli.field.from')}
      </Box>
      <Select
        variant="standard"
        disableUnderline
        labelId={id}
        value={senders.some((s) => s.mailbox === mailbox) ? mailbox : usual}
        onChange={({ target }) => onChange(target.value === usual ? null : String(target.value))}
        sx={{ fontSize: 14, minHeight: 32 }}
      >
        {senders.map(({ mailbox: each, name, address }) => (
          <MenuItem key={each} value={each}>
            {name && name !== address ? `${name} <${address}>` : address}
          </MenuItem>
        ))}
      </Select>
    </Box>
  );
}

/** The address it leaves from. */
export function senderAddress({ senders, from }: DossierDetail['reply'], mailbox: string | null | undefined): string {
  return senders.find((s) => s.mailbox === mailbox)?.address ?? from;
}
