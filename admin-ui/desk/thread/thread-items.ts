/** What a thread shows, in the order it happened: letters, and between them what the system or people did. Pure. */
import type { Message, TimelineEvent } from '../../../api/schemas.ts';
import { isImplied, isMove } from '../side/history.ts';

export type ThreadItem =
  | { readonly kind: 'letter'; readonly at: number; readonly letter: Message }
  | { readonly kind: 'event'; readonly at: number; readonly event: TimelineEvent };

/** What letters already show by themselves is left to the history. */
const SHOWN: readonly string[] = [
  'moved',
  'triggered',
  'assigned',
  'unassigned',
  'transferred',
  'handedOver',
  'offerEnded',
  'validationApproved',
  'validationRefused',
  'outcomeSet',
  'interrupted',
  'lettersSplit',
  'merged',
  'unmerged',
  'lettersCame',
  'lettersLeft',
  'messageRedacted',
  'letterForwarded',
  'replyUndone',
  'replyDeferred',
  'replyFailed',
  'replyBounced',
];
/** Moves that follow from an event already shown. */
const FOLLOWS: readonly unknown[] = [
  'undoSend',
  'merge',
  'unmerge',
  'sendFailed',
  'approve',
  'amendAndApprove',
  'refuse',
  'transfer',
  'handOver',
  'interrupt',
];

/** Said by another line: what gave the dossier, what freed its agent, what a move only follows from. */
function isSaid(event: TimelineEvent, events: readonly TimelineEvent[]): boolean {
  if (event.type === 'unassigned') return events.some((e) => e.cause === event.cause && isMove(e));
  return isImplied(event, events) || FOLLOWS.includes(event.data.transition);
}

export function threadItems(letters: readonly Message[], events: readonly TimelineEvent[]): readonly ThreadItem[] {
  const items: ThreadItem[] = [
    ...letters.map((letter) => ({ kind: 'letter' as const, at: Date.parse(letter.date), letter })),
    ...events
      .filter((event) => SHOWN.includes(event.type) && !isSaid(event, events))
      .map((event) => ({ kind: 'event' as const, at: Date.parse(event.at), event })),
  ];
  // Stable: at the same moment, letters come before what they caused.
  return items.sort((a, b) => a.at - b.at);
}

/** The letter a thread opens at (N6): the last that counts, which our own machine's never does beside a person's. */
export function latestLetter(letters: readonly Message[]): Message | undefined {
  const standing = letters.filter(({ status }) => status !== 'withdrawn');
  return standing.findLast((letter) => !isOurMachines(letter)) ?? standing.at(-1);
}

const isOurMachines = ({ direction, automatic }: Message) => direction === 'outbound' && automatic;

/** Letters of the contact that came after those seen. */
export function unseenLetters(letters: readonly Message[], seen: ReadonlySet<string>): readonly Message[] {
  return letters.filter((letter) => letter.direction === 'inbound' && !seen.has(letter.id));
}
