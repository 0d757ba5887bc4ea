/** How large a letter may be that is read, in decimal bytes; what is allowed in between is a setting. */
export const LETTER_BYTES = {
  /** Letters that large are downloaded alone, and can be left alone. */
  least: 2_000_000,
  /** Most servers stop at 25–50 MB, and a letter is held in memory while it is read. */
  most: 50_000_000,
} as const;
