/** What stands on the dossier until somebody deals with it: interrupted, in validation, refused, offered, alerted. */
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierDetail, TimelineEvent } from '../../../api/schemas.ts';
import type { Tone } from '../../../domain/lifecycle/definition.ts';
import { useNameOf, useTimeline, useUser } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { useEventText } from '../side/use-event-text.ts';
import { MergedBanner } from './MergedBanner.tsx';

interface Banner {
  readonly id: string;
  readonly tone: Extract<Tone, 'info' | 'attention' | 'danger'>;
  readonly text: string;
}

export function ThreadBanners({ dossier, writing }: { readonly dossier: DossierDetail; readonly writing: boolean }) {
  const t = useTranslate();
  const user = useUser();
  const banners = useBanners(dossier, writing);
  // Nobody approves their own (O2).
  const mayRead = user?.rights.includes('dossier.validate') === true && dossier.validation?.author !== user.id;
  return (
    <div role="status">
      <MergedBanner dossier={dossier} />
      {banners.map(({ id, tone, text }) => (
        <Box
          key={id}
          data-banner={id}
          sx={({ pli }) => ({
            px: 2,
            py: 0.75,
            fontSize: 13,
            overflowWrap: 'anywhere',
            whiteSpace: 'pre-wrap',
            color: pli.tones[tone].fg,
            bgcolor: pli.tones[tone].bg,
            borderBottom: 1,
            borderColor: 'divider',
          })}
        >
          {text}
          {id === 'validation' && mayRead && (
            <Button
              component={Link}
              to={`/approvals/${encodeURIComponent(dossier.id)}`}
              color="inherit"
              variant="outlined"
              sx={{ ml: 2 }}
            >
              {t('pli.banner.read')}
            </Button>
          )}
        </Box>
      ))}
    </div>
  );
}

/** `writing`: the composer is open, and says itself why its answer came back. */
function useBanners(dossier: DossierDetail, writing: boolean): readonly Banner[] {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const { what, lost: lostText } = useEventText(dossier.definition);
  const me = useUser()?.id;
  const { data: events = NO_EVENTS } = useTimeline(dossier.id);
  const { lost, validation, refusedAnswer, offer, alert, state } = dossier;
  const banner = (id: string, tone: Banner['tone'], text: string): Banner => ({ id, tone, text });
  return [
    ...(lost && dossier.allowed.includes('end')
      ? [banner('lost', 'danger', t('pli.banner.lost', { lost: lostText(lost.resource, lost.name) }))]
      : []),
    ...(validation ? [banner('validation', 'attention', validationText(validation))] : []),
    ...(refusedAnswer && !writing
      ? [
          banner(
            'refused',
            'attention',
            t('pli.banner.refused', { name: nameOf(refusedAnswer.by), reason: refusedAnswer.reason }),
          ),
        ]
      : []),
    ...(offer && offer.to !== me
      ? [banner('offer', 'info', t('pli.banner.offered', { name: nameOf(offer.to), at: format.time(offer.until) }))]
      : []),
    ...(alert && ALERTS_SAID.includes(alert) ? [banner('alert', 'danger', alertText(alert))] : []),
    ...(state === 'suspended' ? [banner('suspended', 'info', t('pli.banner.suspended'))] : []),
  ];

  /** Of a letter that did not leave, or came back: who did not get it, and why. */
  function alertText(code: string): string {
    const said = failuresSince(events).map(what);
    return code === 'send-failed' && said.length > 0 ? said.join('\n') : t(`pli.row.alert.${code}`);
  }

  function validationText({ author, since, policy, outcome, letters }: NonNullable<typeof validation>): string {
    const asked = t(policy ? 'pli.banner.validationByPolicy' : 'pli.banner.validation', {
      since: format.dateTime(since),
      name: nameOf(author),
      outcome: t(`pli.composer.wanted.${outcome}`),
    });
    const wrote = letters.length > 0 ? ` ${t('pli.banner.wroteSince', { smart_count: letters.length })}` : '';
    return asked + wrote;
  }
}

const NO_EVENTS: readonly TimelineEvent[] = [];

/** What did not arrive, and nobody has acted on since. */
function failuresSince(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const seen = events.findLast(({ actor }) => actor.kind === 'user')?.seq ?? 0;
  return events.filter(({ type, seq }) => (type === 'replyBounced' || type === 'replyFailed') && seq > seen);
}

/** Alerts that no other banner tells. */
const ALERTS_SAID: readonly string[] = ['send-failed', 'validation-overdue', 'help-asked'];
