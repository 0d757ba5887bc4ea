/** The states that queues hold something in, as one row of columns. Pure. */
import type { QueueLive, StateLive } from '../../api/schemas.ts';

/** Each state once, in the order of the first queue that has it; queues that name it apart give it all their names. */
export function statesOf(
  queues: readonly QueueLive[],
  text: (label: StateLive['label']) => string,
): readonly { readonly id: string; readonly name: string }[] {
  const all = Map.groupBy(
    queues.flatMap(({ states }) => states),
    ({ id }) => id,
  );
  return [...all].map(([id, same]) => ({ id, name: [...new Set(same.map(({ label }) => text(label)))].join(' / ') }));
}

/** The desk on the dossiers of a queue in that state. */
export function deskLink(queue: string, { id, desk }: Pick<StateLive, 'id' | 'desk'>): string {
  return `/desk/${desk ?? 'handled'}?${new URLSearchParams({ queue, state: id })}`;
}
