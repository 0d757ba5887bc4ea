/** Listens to the keyboard once for the whole page and calls the latest handler of each shortcut. */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { useUser } from '../data/queries.ts';
import { matchPress, type Press, repeats, type ShortcutId } from './shortcuts.ts';

/** Returns false when it does not apply, so that the browser keeps its key. */
type Handler = () => unknown;
type Handlers = Map<ShortcutId, Handler[]>;

const HandlersContext = createContext<Handlers | null>(null);
const SEQUENCE_MS = 1000;

/** A box or a switch takes no letters. */
const isTicked = (target: HTMLElement) => target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);

const PRESSABLE = 'button, summary, input, [role="button"], [role="tab"], [role="combobox"], [role="menuitem"]';

function pressOf(event: KeyboardEvent): Press {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const typing =
    target !== null &&
    !isTicked(target) &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
  const pressable = target?.closest(PRESSABLE) != null;
  const { key, shiftKey: shift, altKey: alt } = event;
  return { key, mod: event.metaKey || event.ctrlKey, shift, alt, typing, pressable };
}

/** A request does not wait until a dialog is closed (W1). */
const OVER_DIALOGS: readonly ShortcutId[] = ['goOffer'];

/** A dialog or a menu has the keyboard to itself. */
const isModalOpen = () => document.querySelector('.MuiModal-root:not([aria-hidden="true"])') !== null;

export function ShortcutsProvider({ children }: { readonly children: ReactNode }) {
  const [handlers] = useState<Handlers>(() => new Map());
  const singleKeys = useUser()?.preferences.singleKeys ?? true;
  const pending = useRef({ keys: '', at: 0 });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const before = Date.now() - pending.current.at < SEQUENCE_MS ? pending.current.keys : '';
      const isHeard = (id: ShortcutId) => (handlers.get(id)?.length ?? 0) > 0;
      const match = matchPress(pressOf(event), before, singleKeys, isHeard);
      if (event.repeat && !repeats(match.id)) return;
      if (isModalOpen() && !(match.id && OVER_DIALOGS.includes(match.id))) return;
      pending.current = { keys: match.pending, at: Date.now() };
      const handler = match.id && handlers.get(match.id)?.at(-1);
      if (!handler || handler() === false) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Captured first, or the editor would take Mod+Enter for a line break.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [handlers, singleKeys]);
  return <HandlersContext value={handlers}>{children}</HandlersContext>;
}

/** The one mounted last answers. */
export function useShortcut(id: ShortcutId, handler: Handler): void {
  const handlers = useContext(HandlersContext);
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const call = () => latest.current();
    const list = handlers?.get(id) ?? [];
    handlers?.set(id, [...list, call]);
    return () => {
      handlers?.set(id, handlers.get(id)?.filter((each) => each !== call) ?? []);
    };
  }, [handlers, id]);
}
