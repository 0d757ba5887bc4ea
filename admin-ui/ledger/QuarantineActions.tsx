/** What may be done with a letter set aside: download it, have it read again, attach it, ignore it. */
import { Box, Button, Checkbox, FormControlLabel, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { QuarantinedLetter, QuarantineResult } from '../../api/schemas.ts';
import type { PliDataProvider } from '../data/data-provider.ts';

interface QuarantineActionsProps {
  readonly letter: QuarantinedLetter;
  readonly busy: boolean;
  readonly onHandle: (how: (pli: PliDataProvider) => Promise<QuarantineResult>) => void;
}

const ROW = { display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' } as const;

export function QuarantineActions({ letter, busy, onHandle }: QuarantineActionsProps) {
  const t = useTranslate();
  const { id } = letter;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={ROW}>
        <Button variant="outlined" disabled={busy} onClick={() => onHandle((pli) => pli.reprocessLetter(id))}>
          {t('pli.quarantine.reprocess')}
        </Button>
        <Button component="a" variant="outlined" href={`/api/quarantine/${encodeURIComponent(id)}/raw`} download>
          {t('pli.quarantine.download')}
        </Button>
      </Box>
      <Attach busy={busy} onAttach={(number) => onHandle((pli) => pli.attachLetter(id, number))} />
      {letter.fate === 'quarantined' && (
        <Ignore
          sender={letter.sender}
          busy={busy}
          onIgnore={(withSender) => onHandle((pli) => pli.ignoreLetter(id, withSender))}
        />
      )}
    </Box>
  );
}

function Attach({ busy, onAttach }: { readonly busy: boolean; readonly onAttach: (number: number) => void }) {
  const t = useTranslate();
  const [typed, setTyped] = useState('');
  const number = Number(typed.replace(/^\s*#/, ''));
  const ready = Number.isInteger(number) && number > 0 && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onAttach(number);
  };
  return (
    <Box component="form" noValidate onSubmit={submit} sx={ROW}>
      <TextField
        label={t('pli.quarantine.number')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
      <Button type="submit" variant="outlined" disabled={!ready}>
        {t('pli.quarantine.attach')}
      </Button>
    </Box>
  );
}

interface IgnoreProps {
  readonly sender: string | null;
  readonly busy: boolean;
  readonly onIgnore: (withSender: boolean) => void;
}

function Ignore({ sender, busy, onIgnore }: IgnoreProps) {
  const t = useTranslate();
  const [withSender, setWithSender] = useState(false);
  return (
    <Box sx={ROW}>
      <Button variant="outlined" color="error" disabled={busy} onClick={() => onIgnore(withSender)}>
        {t('pli.quarantine.ignore')}
      </Button>
      {sender !== null && (
        <FormControlLabel
          control={<Checkbox checked={withSender} onChange={(_, checked) => setWithSender(checked)} />}
          label={t('pli.quarantine.ignoreSender', { sender })}
        />
      )}
    </Box>
  );
}
