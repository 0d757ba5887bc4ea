/** Dossiers to choose from, each with its box; one box for all. */
import { Box, Checkbox } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierRow } from '../../api/schemas.ts';
import { useServerNow } from '../data/clock.ts';
import { useNameOf } from '../data/queries.ts';
import { StateChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';

interface DossierChecklistProps {
  readonly rows: readonly DossierRow[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

const CLIPPED = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;
const HEIGHT = 44;

export function DossierChecklist({ rows, chosen, onChange }: DossierChecklistProps) {
  const t = useTranslate();
  const all = chosen.size === rows.length;
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', px: 1, borderBottom: 1, borderColor: 'divider' }}>
        <Box component="label" sx={{ display: 'flex', alignItems: 'center', flex: 1, fontWeight: 600 }}>
          <Checkbox
            size="small"
            checked={all}
            indeterminate={chosen.size > 0 && !all}
            onChange={(_, on) => onChange(on ? new Set(rows.map(({ id }) => id)) : new Set())}
          />
          {t('pli.supervision.reassign.all')}
        </Box>
        <Box role="status" sx={{ color: 'text.secondary', fontSize: 13 }}>
          {t('pli.supervision.reassign.selected', { smart_count: chosen.size })}
        </Box>
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', overflowY: 'auto', minHeight: 0, maxHeight: 400 }}>
        {rows.map((row) => (
          <Line key={row.id} row={row} checked={chosen.has(row.id)} onChange={(on) => toggle(row.id, on)} />
        ))}
      </Box>
    </Box>
  );
}

interface LineProps {
  readonly row: DossierRow;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Line({ row, checked, onChange }: LineProps) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const now = useServerNow('minute');
  const contact = row.contact.name || row.contact.email;
  const subject = row.subject || t('pli.thread.noSubject');
  return (
    <Box component="li" sx={{ contentVisibility: 'auto', containIntrinsicSize: `auto ${HEIGHT}px` }}>
      <Box
        component="label"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          height: HEIGHT,
          px: 1,
          borderBottom: 1,
          borderColor: 'divider',
          fontSize: 13,
          cursor: 'pointer',
          '&:hover': { bgcolor: ({ pli }) => pli.subtle },
        }}
      >
        <Checkbox
          size="small"
          checked={checked}
          onChange={(_, on) => onChange(on)}
          slotProps={{
            input: { 'aria-label': t('pli.supervision.reassign.dossier', { number: row.number, contact, subject }) },
          }}
        />
        <Box sx={{ ...CLIPPED, width: 160, flex: 'none', fontWeight: 600 }}>{contact}</Box>
        <Box sx={{ ...CLIPPED, flex: 1 }}>{subject}</Box>
        <Box sx={{ ...CLIPPED, flex: 'none', maxWidth: 140, color: 'text.secondary' }}>
          {row.assignee ? nameOf(row.assignee) : t('pli.supervision.reassign.nobody')}
        </Box>
        <StateChip dossier={row} />
        <Box
          component="time"
          dateTime={row.ageSince}
          sx={{ color: 'text.secondary', fontSize: 12, whiteSpace: 'nowrap' }}
        >
          {format.age(row.ageSince, now)}
        </Box>
      </Box>
    </Box>
  );
}
