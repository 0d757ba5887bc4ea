/** One dossier in the list: two lines, 56 px. */
import { Box } from '@mui/material';
import { memo } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierRow } from '../../../api/schemas.ts';
import { isUnread } from '../../../domain/dossier/waiting.ts';
import { useServerNow } from '../../data/clock.ts';
import { useDefinition, useUser } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { REGION_START } from '../../shell/use-regions.ts';
import { ROW_HEIGHT } from '../sizes.ts';
import { TimerChip } from '../timers/TimerChip.tsx';
import { rowTimer } from '../timers/timer-view.ts';
import { RowBadges } from './RowBadges.tsx';
import { rowLink } from './row-link.ts';

interface DossierRowLinkProps {
  readonly row: DossierRow;
  readonly top: number;
  readonly index: number;
  /** −1: more rows than are read. */
  readonly count: number;
  readonly open: boolean;
  readonly leaving: boolean;
  /** The one row that Tab stops at. */
  readonly stop: boolean;
  /** False where the list shows one state, which is said once. */
  readonly withState: boolean;
  readonly href: string;
}

export const DossierRowLink = memo(function DossierRowLink(props: DossierRowLinkProps) {
  const { row, top, index, count, open, leaving, stop, withState, href } = props;
  return (
    <Box
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={count}
      sx={{ position: 'absolute', left: 0, right: 0, top: 0, height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <Box
        component={Link}
        to={href}
        data-dossier={row.id}
        {...(stop ? REGION_START : {})}
        tabIndex={stop ? 0 : -1}
        aria-current={open ? 'true' : undefined}
        sx={(theme) => rowLink(theme, { open, faint: leaving, height: '100%' })}
      >
        <FirstLine row={row} />
        <SecondLine row={row} withState={withState} />
      </Box>
    </Box>
  );
});

const CLIPPED = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0, flex: 1 } as const;

function FirstLine({ row }: { readonly row: DossierRow }) {
  const format = useFormat();
  const now = useServerNow('minute');
  const t = useTranslate();
  const unread = isUnread(row, useUser()?.id);
  const timer = rowTimer(row, useDefinition(row.definition));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, lineHeight: '20px' }}>
      {unread && (
        <Box
          role="img"
          aria-label={t('pli.row.unread')}
          sx={{ width: 8, height: 8, borderRadius: '50%', bgcolor: 'primary.main', flex: 'none' }}
        />
      )}
      <Box component="span" sx={{ ...CLIPPED, fontWeight: unread ? 700 : 400 }}>
        {row.contact.name || row.contact.email}
      </Box>
      {timer && <TimerChip clock={timer} definition={row.definition} />}
      <Box
        component="time"
        dateTime={row.ageSince}
        title={t(row.waitingSince ? 'pli.row.waits' : 'pli.row.stands', { at: format.dateTime(row.ageSince) })}
        sx={{ color: 'text.secondary', fontSize: 12, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {format.age(row.ageSince, now)}
      </Box>
    </Box>
  );
}

function SecondLine({ row, withState }: Pick<DossierRowLinkProps, 'row' | 'withState'>) {
  const unread = isUnread(row, useUser()?.id);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box sx={{ ...CLIPPED, fontSize: 13, lineHeight: '20px' }}>
        <Box component="span" sx={{ fontWeight: unread ? 650 : 400 }}>
          {row.subject}
        </Box>
        {row.preview && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' — '}
            {row.preview}
          </Box>
        )}
      </Box>
      <RowBadges row={row} withState={withState} />
    </Box>
  );
}
