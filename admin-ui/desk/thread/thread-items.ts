/** What a thread shows, in the order it happened: letters, and between them what the system or people did. Pure. */
import type { Message, TimelineEvent } from '../../../api/schemas.ts';

export type ThreadItem =
  | { readonly kind: 'letter'; readonly at: number; readonly letter: Message }
  | { readonly kind: 'event'; readonly at: number; readonly event: TimelineEvent };

/** What letters already show by themselves is left to the history. */
const SHOWN: readonly string[] = ['moved', 'assigned', 'replyUndone', 'replyDeferred', 'replyFailed'];
/** Moves that follow from an event already shown. */
const IMPLIED: readonly unknown[] = ['undoSend', 'sendFailed'];

export function threadItems(letters: readonly Message[], events: readonly TimelineEvent[]): readonly ThreadItem[] {
  const items: ThreadItem[] = [
    ...letters.map((letter) => ({ kind: 'letter' as const, at: Date.parse(letter.date), letter })),
    ...events
      .filter(({ type, data }) => SHOWN.includes(type) && !IMPLIED.includes(data.transition))
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
