/** The key that sends. */
import { useRef } from 'react';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';

/** Mod+Enter; an address still being typed is taken first. */
export function useSendShortcut(send: () => void) {
  const latest = useRef(send);
  latest.current = send;
  useShortcut('send', () => {
    const field = document.activeElement;
    if (!(field instanceof HTMLInputElement)) return latest.current();
    field.blur();
    setTimeout(() => latest.current());
  });
}
