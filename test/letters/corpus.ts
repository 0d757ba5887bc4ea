/** Every awkward letter of the tests, each with what must come of it. */
import { ATTACHMENTS } from './attachments.ts';
import { BOUNCES } from './bounces.ts';
import type { AwkwardLetter } from './build.ts';
import { CHARSETS } from './charsets.ts';
import { HEADERS } from './headers.ts';
import { HOSTILE_HTML } from './hostile-html.ts';

export const CORPUS: readonly AwkwardLetter[] = [...HEADERS, ...CHARSETS, ...ATTACHMENTS, ...HOSTILE_HTML, ...BOUNCES];
