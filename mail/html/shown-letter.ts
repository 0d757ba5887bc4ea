/** What it is to show a letter, and to clean what was written: asked of one process, done in another. */

/** Raised when the same letter would be shown otherwise: what was kept is then made anew when it is opened. */
export const SHOWN_VERSION = 2;

export interface LetterSource {
  readonly direction: 'inbound' | 'outbound';
  readonly html: string | null;
  readonly text: string;
}

/** Why a letter is shown as its text: its HTML is too long, or takes too much to be made safe. */
export type ShownNotice = 'too-long' | 'too-complex';

/** `html`: empty where the text alone is shown. Pictures of the letter are `cid:` and its normalised content id. */
export interface ShownLetter {
  readonly html: string;
  /** How many wait for the reader's consent. */
  readonly remoteImages: number;
  readonly notice: ShownNotice | null;
}

/** Where our pictures in what an agent wrote are found: by a browser, as parts of the letter that leaves, or nowhere. */
export type ImagePlace = 'browser' | 'letter' | 'nowhere';

export interface CleanHtml {
  readonly html: string;
  /** The ids of our files that it shows. */
  readonly images: readonly string[];
}
