/** The rail: the screens this person may use, and at its foot presence, help and the person. */
import ApprovalsIcon from '@mui/icons-material/FactCheckOutlined';
import SupervisionIcon from '@mui/icons-material/GroupsOutlined';
import DeskIcon from '@mui/icons-material/InboxOutlined';
import HelpIcon from '@mui/icons-material/KeyboardOutlined';
import OutboxIcon from '@mui/icons-material/OutboxOutlined';
import LedgerIcon from '@mui/icons-material/ReceiptLongOutlined';
import ConfigurationIcon from '@mui/icons-material/SettingsOutlined';
import AlertsIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box, IconButton, Tooltip } from '@mui/material';
import { useCanAccess, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { useBadges } from '../data/queries.ts';
import { PresenceButton } from './presence/PresenceButton.tsx';
import { RailLink } from './RailLink.tsx';
import { useShortcut } from './ShortcutsProvider.tsx';
import { UserMenu } from './UserMenu.tsx';
import { REGION } from './use-regions.ts';

interface RailProps {
  readonly narrow: boolean;
  readonly onHelp: () => void;
}

export function Rail({ narrow, onHelp }: RailProps) {
  const t = useTranslate();
  const navigate = useNavigate();
  const { canAccess: validates } = useCanAccess({ resource: 'validation', action: 'list' });
  const { canAccess: supervises } = useCanAccess({ resource: 'supervision', action: 'list' });
  const { canAccess: configures } = useCanAccess({ resource: 'configuration', action: 'list' });
  const { canAccess: seesLedger } = useCanAccess({ resource: 'ledger', action: 'list' });
  const badges = useBadges();
  useShortcut('goDesk', () => void navigate('/desk/inProgress'));
  useShortcut('goAlerts', () => void navigate('/alerts'));
  useShortcut('goApprovals', () => (validates ? void navigate('/approvals') : false));
  useShortcut('goSupervision', () => (supervises ? void navigate('/supervision') : false));
  return (
    <Box
      component="nav"
      {...REGION}
      aria-label={t('pli.shell.rail')}
      sx={{
        display: 'flex',
        flexDirection: narrow ? 'row' : 'column',
        alignItems: 'center',
        gap: narrow ? 0 : 0.5,
        flex: 'none',
        [narrow ? 'height' : 'width']: 56,
        p: narrow ? 0.5 : 1,
        bgcolor: 'background.default',
        [narrow ? 'borderTop' : 'borderRight']: 1,
        borderColor: 'divider',
      }}
    >
      <RailLink to="/desk/inProgress" under="/desk" label={t('pli.desk.title')} icon={<DeskIcon />} />
      <RailLink
        to="/alerts"
        under="/alerts"
        label={t('pli.alerts.title')}
        icon={<AlertsIcon />}
        count={(badges?.alerts ?? 0) + (badges?.quarantined ?? 0)}
      />
      {validates && (
        <RailLink to="/approvals" under="/approvals" label={t('pli.approvals.title')} icon={<ApprovalsIcon />} />
      )}
      {supervises && (
        <RailLink
          to="/supervision"
          under="/supervision"
          label={t('pli.supervision.title')}
          icon={<SupervisionIcon />}
        />
      )}
      {seesLedger && <RailLink to="/ledger" under="/ledger" label={t('pli.ledger.title')} icon={<LedgerIcon />} />}
      {seesLedger && <RailLink to="/outbox" under="/outbox" label={t('pli.outbox.title')} icon={<OutboxIcon />} />}
      {configures && (
        <RailLink
          to="/configuration/timers"
          under="/configuration"
          label={t('pli.configuration.title')}
          icon={<ConfigurationIcon />}
        />
      )}
      <Box sx={{ flex: 1 }} />
      <PresenceButton />
      <Tooltip title={t('pli.shortcuts.title')} placement="right">
        <IconButton aria-label={t('pli.shortcuts.title')} onClick={onHelp}>
          <HelpIcon />
        </IconButton>
      </Tooltip>
      <UserMenu />
    </Box>
  );
}
