/** What jsdom leaves out and the screens’ libraries ask for. Imported before them. */
import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';

Object.assign(globalThis, { TextEncoder, TextDecoder });
if (!globalThis.crypto?.randomUUID) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

/** No media matches: a wide screen, light, with motion. */
window.matchMedia ??= (media) =>
  ({ media, matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;

/** Nothing is laid out: there is nowhere to scroll to. */
Element.prototype.scrollIntoView ??= () => {};
