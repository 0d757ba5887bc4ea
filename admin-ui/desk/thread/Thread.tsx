/** The letters and what happened between them; opens at the latest letter (N6). */
import { Box } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message, TimelineEvent } from '../../../api/schemas.ts';
import { Failed } from '../../shell/Failed.tsx';
import { useReadingKeys } from '../../shell/use-reading-keys.ts';
import { REGION_START } from '../../shell/use-regions.ts';
import { EventLine } from './EventLine.tsx';
import { FreshLetters } from './FreshLetters.tsx';
import { Letter } from './Letter.tsx';
import { ThreadSkeleton } from './ThreadSkeleton.tsx';
import { latestLetter, threadItems } from './thread-items.ts';

interface ThreadProps {
  readonly letters: readonly Message[];
  readonly events: readonly TimelineEvent[];
  readonly dossier: DossierDetail;
  readonly state: UseQueryResult<readonly Message[]>;
  /** Those that came while one wrote, and were not viewed yet (W3). */
  readonly fresh?: ReadonlySet<string>;
  readonly onViewed?: () => void;
  /** What can be done with an open letter. */
  readonly actions?: (letter: Message) => ReactNode;
}

const NONE: ReadonlySet<string> = new Set();

/** Brings the latest letter to the top of the view, and keeps it there while letters above it take their height. */
function useStartAtLatest(latest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || latest === undefined) return;
    const target = box.querySelector<HTMLElement>(`[data-letter="${CSS.escape(latest)}"]`);
    const toTarget = () => {
      if (target) box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
    };
    toTarget();
    const watch = new ResizeObserver(toTarget);
    for (const child of box.children) watch.observe(child);
    const stop = () => watch.disconnect();
    const hands = ['wheel', 'pointerdown', 'touchmove'] as const;
    for (const name of hands) box.addEventListener(name, stop, { once: true, passive: true });
    // Keys scroll it from wherever they are pressed.
    document.addEventListener('keydown', stop, { once: true, capture: true });
    const settled = setTimeout(stop, 1500);
    return () => {
      clearTimeout(settled);
      stop();
      for (const name of hands) box.removeEventListener(name, stop);
      document.removeEventListener('keydown', stop, { capture: true });
    };
  }, [latest]);
  return scroller;
}

export function Thread({ letters, events, dossier, state, fresh = NONE, onViewed, actions }: ThreadProps) {
  const t = useTranslate();
  const latest = latestLetter(letters)?.id;
  const scroller = useStartAtLatest(latest);
  useReadingKeys(scroller);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  if (state.isPending) return <ThreadSkeleton />;
  if (state.error && letters.length === 0) return <Failed error={state.error} onRetry={() => void state.refetch()} />;
  const isOpen = (id: string) => toggled.get(id) ?? (id === latest || fresh.has(id));
  const card = (letter: Message) => (
    <Letter
      key={letter.id}
      dossierId={dossier.id}
      letter={letter}
      open={isOpen(letter.id)}
      actions={actions?.(letter)}
      onToggle={() => setToggled(new Map(toggled).set(letter.id, !isOpen(letter.id)))}
    />
  );
  const isFresh = ({ id }: Message) => fresh.has(id);
  const known = letters.filter((letter) => !isFresh(letter));
  return (
    <Box
      ref={scroller}
      {...REGION_START}
      role="region"
      aria-label={t('pli.thread.letters')}
      tabIndex={0}
      sx={{
        flex: 1,
        minHeight: 0,
        overflowY: 'auto',
        px: 2,
        py: 1,
        '&:focus-visible': { outlineOffset: -2 },
      }}
    >
      <Box
        sx={{
          maxWidth: 'calc(72ch + 96px)',
          mx: 'auto',
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'minmax(0, 1fr)',
        }}
      >
        {fresh.size > 0 && onViewed && (
          <FreshLetters count={fresh.size} onViewed={onViewed}>
            {letters.filter(isFresh).map(card)}
          </FreshLetters>
        )}
        {threadItems(known, events).map((item) =>
          item.kind === 'letter' ? (
            card(item.letter)
          ) : (
            <EventLine key={item.event.seq} event={item.event} definition={dossier.definition} />
          ),
        )}
      </Box>
    </Box>
  );
}
