/** What the antivirus said of a file. */

/** `unscanned`: it did not answer, or would not read it, and why: nothing is known of the file. */
export type Scan =
  | { readonly state: 'clean' }
  | { readonly state: 'infected'; readonly virus: string }
  | { readonly state: 'unscanned'; readonly reason: string };
