/** « En cours » / « Traités », with how many there are. */
import { Box, ButtonBase } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Desk } from '../../../domain/lifecycle/definition.ts';

interface DeskSwitchProps {
  readonly desks: readonly Desk[];
  readonly current: Desk;
  readonly countOf: (desk: Desk) => number;
  readonly onChange: (desk: Desk) => void;
}

export function DeskSwitch({ desks, current, countOf, onChange }: DeskSwitchProps) {
  const t = useTranslate();
  return (
    <Box
      role="group"
      aria-label={t('pli.desk.title')}
      sx={({ pli }) => ({
        display: 'flex',
        flex: 1,
        minWidth: 0,
        p: 0.25,
        gap: 0.25,
        bgcolor: pli.subtle,
        borderRadius: 1,
      })}
    >
      {desks.map((desk) => (
        <ButtonBase
          key={desk}
          aria-pressed={desk === current}
          onClick={() => onChange(desk)}
          sx={({ pli }) => ({
            flex: '1 1 auto',
            minWidth: 0,
            height: 28,
            px: 0.75,
            gap: 0.75,
            borderRadius: 0.75,
            font: 'inherit',
            fontSize: 13,
            fontWeight: desk === current ? 600 : 400,
            color: desk === current ? pli.text : pli.muted,
            bgcolor: desk === current ? pli.surface : 'transparent',
            boxShadow: desk === current ? 1 : 0,
          })}
        >
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {t(`pli.desk.${desk}`)}
          </Box>
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', color: 'text.secondary', fontSize: 12 }}>
            {countOf(desk)}
          </Box>
        </ButtonBase>
      ))}
    </Box>
  );
}
