/** The colours of the product, light and dark; every text on its ground has a contrast of 4.5 or more. */
import type { Tone } from '../../domain/lifecycle/definition.ts';

interface Pair {
  readonly fg: string;
  readonly bg: string;
}

export interface Tokens {
  readonly canvas: string;
  readonly surface: string;
  readonly subtle: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly selected: string;
  /** The ground of our own letters. */
  readonly ours: string;
  readonly tones: Readonly<Record<Tone, Pair>>;
}

export const LIGHT: Tokens = {
  canvas: '#f5f5f2',
  surface: '#ffffff',
  subtle: '#eeeeea',
  line: '#dbdbd4',
  text: '#1b1f24',
  muted: '#585e66',
  accent: '#2b4c8c',
  onAccent: '#ffffff',
  selected: '#e6ecf7',
  ours: '#f0f4fb',
  tones: {
    neutral: { fg: '#4a5057', bg: '#e9e9e6' },
    info: { fg: '#1d4f8f', bg: '#e1ecf9' },
    progress: { fg: '#5b3d9e', bg: '#ece6f8' },
    attention: { fg: '#744600', bg: '#fbeac6' },
    danger: { fg: '#9d1c1c', bg: '#fbe3e1' },
    success: { fg: '#1c5b31', bg: '#dcf1e2' },
  },
};

export const DARK: Tokens = {
  canvas: '#131518',
  surface: '#1b1e22',
  subtle: '#24282d',
  line: '#363b42',
  text: '#e6e8ea',
  muted: '#a5acb4',
  accent: '#a3bdf0',
  onAccent: '#10182a',
  selected: '#253148',
  ours: '#1d2634',
  tones: {
    neutral: { fg: '#c6ccd3', bg: '#2f343a' },
    info: { fg: '#a9cbf5', bg: '#1c2f47' },
    progress: { fg: '#cfc0f6', bg: '#30264a' },
    attention: { fg: '#f3cf8a', bg: '#3d2f12' },
    danger: { fg: '#f6b5af', bg: '#47201e' },
    success: { fg: '#a8dcb7', bg: '#1a3824' },
  },
};
