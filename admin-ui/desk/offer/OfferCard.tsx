/** A request in front of the agent, over any screen: who writes, to which queue, since when, how long it stands (W1, N8). */
import { Box, Button, Portal, Typography } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import type { DossierRow } from '../../../api/schemas.ts';
import { useServerNow } from '../../data/clock.ts';
import { useQueues, useUser } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { keysText } from '../../shell/Keys.tsx';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { shortcutKeys } from '../../shell/shortcuts.ts';
import { UNSEEN } from '../../shell/unseen.ts';
import { TimerRing } from '../timers/TimerRing.tsx';
import { timerView } from '../timers/timer-view.ts';
import { useSaidCommand } from '../use-command.ts';
import { currentOffer, type Offered } from './offers.ts';
import { useOffers } from './use-offers.ts';

export function OfferCard() {
  const offers = useOffers();
  const me = useUser()?.id;
  // Between two offers nothing has to tick.
  return offers.length > 0 && me !== undefined && <CurrentOffer offers={offers} me={me} />;
}

interface OffersProps {
  readonly offers: readonly DossierRow[];
  readonly me: string;
}

/** Outside of the page's tree: a dialog that is open hides the page from screen readers, and must not hide this. */
function CurrentOffer({ offers, me }: OffersProps) {
  const now = useServerNow('second');
  const offered = currentOffer(offers, me, now);
  return (
    offered && (
      <Portal>
        <Card key={offered.id} offered={offered} now={now} others={offers.length - 1} />
      </Portal>
    )
  );
}

const nameIn = ({ contact }: Pick<Offered, 'contact'>) => contact.name || contact.email;

interface CardProps {
  readonly offered: Offered;
  readonly now: number;
  /** How many more wait behind it. */
  readonly others: number;
}

function Card({ offered, now, others }: CardProps) {
  const t = useTranslate();
  const acceptButton = useRef<HTMLButtonElement>(null);
  const { accept, reject, busy } = useAnswers(offered);
  useShortcut('acceptOffer', accept);
  useShortcut('rejectOffer', reject);
  useShortcut('goOffer', () => acceptButton.current?.focus());
  return (
    <Box
      component="section"
      aria-label={t('pli.offer.title')}
      sx={({ pli, zIndex }) => ({
        position: 'fixed',
        left: { xs: 8, md: 64 },
        right: { xs: 8, md: 'auto' },
        bottom: { xs: 64, md: 16 },
        width: { md: 344 },
        // Over dialogs too: it does not wait until one has finished there.
        zIndex: zIndex.modal + 1,
        p: 2,
        display: 'grid',
        gap: 1,
        borderRadius: 1,
        border: `2px solid ${pli.accent}`,
        bgcolor: pli.surface,
        boxShadow: 6,
      })}
    >
      <Box role="alert" sx={UNSEEN}>
        {t('pli.offer.announce', { name: nameIn(offered), keys: shortcutKeys('goOffer') })}
      </Box>
      <OfferFacts offered={offered} now={now} />
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Button
          ref={acceptButton}
          variant="contained"
          disabled={busy}
          aria-keyshortcuts={shortcutKeys('acceptOffer')}
          onClick={accept}
        >
          {t('pli.offer.accept')} ({keysText(shortcutKeys('acceptOffer'))})
        </Button>
        <Button variant="outlined" disabled={busy} aria-keyshortcuts={shortcutKeys('rejectOffer')} onClick={reject}>
          {t('pli.offer.reject')} ({keysText(shortcutKeys('rejectOffer'))})
        </Button>
        {others > 0 && (
          <Box sx={{ color: 'text.secondary', fontSize: 12, ml: 'auto' }}>
            {t('pli.offer.others', { smart_count: others })}
          </Box>
        )}
      </Box>
    </Box>
  );
}

/** Accepting opens the dossier with its composer (W7). */
function useAnswers({ id }: Offered) {
  const navigate = useNavigate();
  const { say, busy } = useSaidCommand(id);
  const answer = async (type: 'accept' | 'reject') => {
    const said = !busy && (await say({ type }));
    if (said && type === 'accept')
      void navigate(`/desk/inProgress/${encodeURIComponent(id)}`, { state: { write: true } });
  };
  return { accept: () => void answer('accept'), reject: () => void answer('reject'), busy };
}

function OfferFacts({ offered, now }: Pick<CardProps, 'offered' | 'now'>) {
  const t = useTranslate();
  const format = useFormat();
  const { contact, offer, queue, waitingSince, openedAt } = offered;
  const { left, leftMs, tone } = timerView({ timer: 'offer', since: offer.since, at: offer.until }, now);
  const queueName = useQueues().find((q) => q.id === queue)?.name ?? queue;
  const waited = format.duration(now - Date.parse(waitingSince ?? openedAt));
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{t('pli.offer.title')}</Box>
        <Typography component="h2" sx={{ fontSize: 15, fontWeight: 650 }}>
          {nameIn(offered)}
        </Typography>
        {contact.name && <Box sx={{ color: 'text.secondary', fontSize: 13 }}>{contact.email}</Box>}
        <Box sx={{ mt: 0.5 }}>{offered.subject || t('pli.thread.noSubject')}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: 13 }}>
          {queueName} · {t('pli.offer.waits', { time: waited })}
        </Box>
      </Box>
      <Box
        role="timer"
        aria-label={t('pli.offer.left', { seconds: Math.ceil(leftMs / 1000) })}
        sx={({ pli }) => ({
          display: 'grid',
          placeItems: 'center',
          color: tone === 'neutral' ? pli.accent : pli.tones[tone].fg,
          '& > *': { gridArea: '1 / 1' },
        })}
      >
        <TimerRing left={left} size={56} />
        <Box component="span" aria-hidden sx={{ fontWeight: 650, fontSize: 13, fontVariantNumeric: 'tabular-nums' }}>
          {Math.ceil(leftMs / 1000)}
        </Box>
      </Box>
    </Box>
  );
}
