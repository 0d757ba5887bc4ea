/** Every key of the product, once: the handlers and the `?` sheet read this list. */

interface Shortcut {
  readonly id: string;
  readonly keys: string;
  /** Another key for the same. */
  readonly also?: string;
  /** Held down, it goes on. */
  readonly repeats?: true;
  /** The one screen it belongs to: its key may mean something else on the others. */
  readonly on?: 'approvals';
}

export const SHORTCUTS = [
  { id: 'next', keys: 'j' },
  { id: 'previous', keys: 'k' },
  { id: 'open', keys: 'Enter' },
  { id: 'readOn', keys: 'PageDown', also: 'Space', repeats: true },
  { id: 'readBack', keys: 'PageUp', also: 'Shift+Space', repeats: true },
  { id: 'nextRegion', keys: 'F6' },
  { id: 'previousRegion', keys: 'Shift+F6' },
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
  { id: 'goAlerts', keys: 'g a' },
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

const EVERY_KEY: readonly { readonly id: ShortcutId; readonly keys: string }[] = SHORTCUTS.flatMap((each) => [
  each,
  ...('also' in each ? [{ id: each.id, keys: each.also }] : []),
]);

/** Whether it goes on while its key is held down. */
export const repeats = (id: ShortcutId | null) => SHORTCUTS.some((each) => each.id === id && 'repeats' in each);

/** The keys of a shortcut, as the `?` sheet prints them. */
export function shortcutKeys(id: ShortcutId): string {
  return SHORTCUTS.find((each) => each.id === id)?.keys ?? '';
}

/** What a key press is, as far as shortcuts care. */
export interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Focus is where letters are typed. */
  readonly typing: boolean;
  /** Focus is on what Space presses: a button, a box. */
  readonly pressable: boolean;
}

export interface Match {
  readonly id: ShortcutId | null;
  /** The first key of a sequence that may go on. */
  readonly pending: string;
}

/** Those that mean the same while one writes. */
const WHILE_TYPING: readonly string[] = ['Mod+Enter', 'Escape', 'F8', 'F6', 'Shift+F6'];

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
  const key = nameOf(press);
  const typed = pending ? `${pending} ${key}` : key;
  const open = EVERY_KEY.filter(({ id, keys }) => isHeard(id) && allows(keys, press, singleKeys));
  const found = open.find(({ keys }) => keys === typed) ?? open.find(({ keys }) => keys === key);
  if (found) return { id: found.id, pending: '' };
  return { id: null, pending: open.some(({ keys }) => keys.startsWith(`${key} `)) ? key : '' };
}

/** As the list above writes it; the signs that Shift makes are keys of their own. */
function nameOf({ key, mod, shift }: Press): string {
  if (mod) return `Mod+${key.length === 1 ? key.toLowerCase() : key}`;
  const name = key === ' ' ? 'Space' : key;
  return shift && name.length > 1 ? `Shift+${name}` : name;
}

function allows(keys: string, { typing, pressable }: Press, singleKeys: boolean): boolean {
  if (pressable && keys.endsWith('Space')) return false;
  if (!isSingle(keys)) return !typing || WHILE_TYPING.includes(keys);
  return singleKeys && !typing;
}
