/** What a thread shows, in the order it happened: letters, and between them what the system or people did. Pure. */
import type { Message, TimelineEvent } from '../../../api/schemas.ts';

export type ThreadItem =
  | { readonly kind: 'letter'; readonly at: number; readonly letter: Message }
  | { readonly kind: 'event'; readonly at: number; readonly event: TimelineEvent };

/** What letters already show by themselves is left to the history. */
const SHOWN: readonly string[] = ['moved', 'assigned', 'replyUndone', 'replyDeferred', 'replyFailed'];
/** Moves that follow from an event already shown. */
const WAYS_BACK: readonly unknown[] = ['undoSend', 'sendFailed'];

/** Taking charge assigns the dossier to whoever does it: one line says both. */
function isImplied({ type, actor, data }: TimelineEvent): boolean {
  return type === 'assigned' ? data.to === actor.id : WAYS_BACK.includes(data.transition);
}

export function threadItems(letters: readonly Message[], events: readonly TimelineEvent[]): readonly ThreadItem[] {
  const items: ThreadItem[] = [
    ...letters.map((letter) => ({ kind: 'letter' as const, at: Date.parse(letter.date), letter })),
    ...events
      .filter((event) => SHOWN.includes(event.type) && !isImplied(event))
      .map((event) => ({ kind: 'event' as const, at: Date.parse(event.at), event })),
  ];
  // Stable: at the same moment, letters come before what they caused.
  return items.sort((a, b) => a.at - b.at);
}

/** The letter a thread opens at (N6): the last one that counts. */
export function latestLetter(letters: readonly Message[]): Message | undefined {
  return letters.findLast(({ status }) => status !== 'withdrawn');
}

/** Letters of the contact that came after those seen. */
export function unseenLetters(letters: readonly Message[], seen: ReadonlySet<string>): readonly Message[] {
  return letters.filter((letter) => letter.direction === 'inbound' && !seen.has(letter.id));
}
