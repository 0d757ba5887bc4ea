/** Every key of the product, once: the handlers and the `?` sheet read this list. */

interface Shortcut {
  readonly id: string;
  readonly keys: string;
  /** The one screen it belongs to: its key may mean something else on the others. */
  readonly on?: 'approvals';
}

export const SHORTCUTS = [
  { id: 'next', keys: 'j' },
  { id: 'previous', keys: 'k' },
  { id: 'open', keys: 'Enter' },
  { id: 'reply', keys: 'r' },
  { id: 'replyAll', keys: 'a' },
  { id: 'forward', keys: 'f' },
  { id: 'newLetter', keys: 'c' },
  { id: 'accept', keys: 'p' },
  { id: 'take', keys: 'i' },
  { id: 'validate', keys: 'v' },
  { id: 'resolve', keys: 'l' },
  { id: 'close', keys: 'e' },
  { id: 'transfer', keys: 'm' },
  { id: 'outcome', keys: 'o' },
  { id: 'actions', keys: '.' },
  { id: 'presence', keys: 's' },
  { id: 'acceptOffer', keys: 'y' },
  { id: 'rejectOffer', keys: 'q' },
  { id: 'goOffer', keys: 'F8' },
  { id: 'goDesk', keys: 'g d' },
  { id: 'goApprovals', keys: 'g v' },
  { id: 'goSupervision', keys: 'g s' },
  { id: 'help', keys: '?' },
  { id: 'send', keys: 'Mod+Enter' },
  { id: 'undo', keys: 'Mod+z' },
  { id: 'leave', keys: 'Escape' },
  { id: 'approve', keys: 'a', on: 'approvals' },
  { id: 'amend', keys: 'm', on: 'approvals' },
  { id: 'refuse', keys: 'r', on: 'approvals' },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof SHORTCUTS)[number]['id'];

/** The keys of a shortcut, as the `?` sheet prints them. */
export function shortcutKeys(id: ShortcutId): string {
  return SHORTCUTS.find((each) => each.id === id)?.keys ?? '';
}

/** What a key press is, as far as shortcuts care. */
export interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  /** Focus is where letters are typed. */
  readonly typing: boolean;
}

export interface Match {
  readonly id: ShortcutId | null;
  /** The first key of a sequence that may go on. */
  readonly pending: string;
}

/** Those that mean the same while one writes. */
const WHILE_TYPING: readonly string[] = ['Mod+Enter', 'Escape', 'F8'];

/** Single letters, `?` among them, can be switched off: screen readers and dictation use them too (WCAG 2.1.4). */
const isSingle = (keys: string) => keys.split(' ').every((key) => key.length === 1);

/** Which shortcut a press completes, after the pending first key of a sequence; of those that somebody listens to now. */
export function matchPress(
  press: Press,
  pending: string,
  singleKeys: boolean,
  isHeard: (id: ShortcutId) => boolean = () => true,
): Match {
  if (press.alt) return { id: null, pending: '' };
  const key = press.mod ? `Mod+${press.key.length === 1 ? press.key.toLowerCase() : press.key}` : press.key;
  const typed = pending ? `${pending} ${key}` : key;
  const open = SHORTCUTS.filter(({ id, keys }) => isHeard(id) && allows(keys, press, singleKeys));
  const found = open.find(({ keys }) => keys === typed) ?? open.find(({ keys }) => keys === key);
  if (found) return { id: found.id, pending: '' };
  return { id: null, pending: open.some(({ keys }) => keys.startsWith(`${key} `)) ? key : '' };
}

function allows(keys: string, { typing }: Press, singleKeys: boolean): boolean {
  if (!isSingle(keys)) return !typing || WHILE_TYPING.includes(keys);
  return singleKeys && !typing;
}
