/** Named limits on what a hostile or broken letter may make us do, each with its reason. */

/** Letters above this are streamed in chunks, so that one of them never blocks the socket or the batch beside it. */
export const STREAM_ABOVE_BYTES = 1024 * 1024;

/** Bytes asked for at a time when streaming a large letter. */
export const DOWNLOAD_CHUNK_BYTES = 1024 * 1024;

/** One batch of small letters: enough to hide round trips, small enough to keep memory flat and a crash cheap. */
export const BATCH_LETTERS = 50;

/** Letters of a folder listed at once: a first watch may find a million. */
export const SLICE_LETTERS = 1000;

/** Bytes of one batch: 50 letters of nearly a megabyte would hold too much at once. */
export const BATCH_BYTES = 8 * 1024 * 1024;

/** Longer chains of References are loops between robots. */
export const MAX_REFERENCES = 100;

/** References we write: the first letter and the newest ones; some servers refuse longer header lines. */
export const MAX_SENT_REFERENCES = 30;

/** A Message-ID longer than a line of mail (RFC 5322, 2.1.1) is junk, and would break an index. */
export const MAX_MESSAGE_ID_LENGTH = 998;

/** The header block of one MIME part; real letters stay under 100 kB even with long recipient lists. */
export const MAX_HEADER_BYTES = 1024 * 1024;

/** Header lines of a letter; mailing lists and relays together stay under 200. */
export const MAX_HEADER_LINES = 2000;

/** MIME parts of a letter, attachments included. */
export const MAX_PARTS = 1000;

/** Attachments of a letter; peers cut at 15, people send 70. */
export const MAX_ATTACHMENTS = 500;

/** Recipients read from one letter's To, Cc and Reply-To, each. */
export const MAX_ADDRESSES = 2000;

/** RFC 5321, 4.5.3.1.3 stops at 256 octets; what is far beyond is no address, and would be in every index. */
export const MAX_ADDRESS_LENGTH = 998;

/** A file name as common file systems take it. */
export const MAX_FILE_NAME_LENGTH = 200;

/** HTML longer than this is shown as its text: the sanitiser holds the whole tree in memory. */
export const MAX_HTML_CHARACTERS = 5_000_000;

/** HTML made safe that is longer is not shown: it would be the whole of an answer of the API, and 16 MB of a document. */
export const MAX_SHOWN_CHARACTERS = 4_000_000;

/** Elements, texts and comments of a letter's HTML; the longest newsletters and threads have some 20,000. */
export const MAX_HTML_NODES = 150_000;

/** Elements open at once while HTML is read: each end tag may be looked for among all of them. */
export const MAX_PARSED_DEPTH = 2_000;

/** Elements inside one another; deeper ones are dropped. Chromium itself flattens at 512. */
export const MAX_HTML_DEPTH = 256;

/** Quotes folded in one letter; a long exchange answered between the lines has a few dozen. */
export const MAX_QUOTES = 100;

/** The name beside an address; it is in every row of a list. */
export const MAX_NAME_LENGTH = 256;

/** A subject as people may type one (G8). */
export const MAX_SUBJECT_LENGTH = 1024;

/** HTML, or text, kept parsed: both together stay under the 16 MB of a MongoDB document, at three bytes a character. */
export const MAX_KEPT_CHARACTERS = 2_000_000;

/** Characters of a report of delivery that are searched: its words come first, the letter given back after them. */
export const MAX_BOUNCE_TEXT = 100_000;

/** Recipients one report names; a letter of ours has fewer. */
export const MAX_BOUNCED_RECIPIENTS = 100;

/** A server's own words about a failure; the rest is in the raw report. */
export const MAX_DIAGNOSTIC_LENGTH = 500;

/** Properties of one winmail.dat list; Outlook writes a few dozen. */
export const MAX_TNEF_PROPERTIES = 2000;

/** What reading a letter may take: real ones take milliseconds, and a busy machine makes that a hundred times more. */
export const PARSE_TIME_MS = 10_000;

/** More for each megabyte, which takes 60 ms on a machine at rest: a large letter is no crime. */
export const PARSE_TIME_PER_MB_MS = 500;

/** What the processor may spend on a letter that delays no other; real ones take milliseconds. */
export const QUICK_CPU_MS = 600;

/** More for each megabyte, which takes 60 ms. */
export const QUICK_CPU_PER_MB_MS = 150;

/** What the processor may spend on making a letter's HTML safe. */
export const SHOW_CPU_MS = 1_500;

/** More for each million characters, which take 300 ms. */
export const SHOW_CPU_PER_MB_MS = 1_000;

/** Time on the wall for each of the processor: as much as a machine that does ten things at once makes of it. */
export const WALL_PER_CPU = 10;

/** The heap a letter may need while it is read; attachments are outside it, bounded by the letter's own size. */
export const PARSE_MEMORY_MB = 256;

/** How long the antivirus may take to be reached: each batch of letters waits for it. */
export const ANTIVIRUS_CONNECT_MS = 5_000;

/** How long it may say nothing of a file, and take nothing: others may be before ours. */
export const ANTIVIRUS_TIME_MS = 60_000;

/** An error's words, as kept beside the letter that caused it. */
export const MAX_ERROR_LENGTH = 300;
