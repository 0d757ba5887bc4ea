/** What comes of a command: events, or the reason why not. */
import type { Refusal } from './commands.ts';
import type { EventBody } from './events.ts';

export type Decision =
  | { readonly ok: true; readonly events: readonly EventBody[] }
  | { readonly ok: false; readonly refusal: Refusal };

export const accepted = (...events: EventBody[]): Decision => ({ ok: true, events });
export const refused = (refusal: Refusal): Decision => ({ ok: false, refusal });
