/** What a letter says about the conversation it belongs to. Pure; looking the ids up is the caller's matter. */

/** A stored message that would place the letter, with the header that names it. */
export interface ThreadingKey {
  readonly kind: 'in-reply-to' | 'references';
  readonly messageId: string;
}

/** Candidate messages in the order to try them: In-Reply-To first, then References from the newest; each id once. */
export function threadingEvidence(letter: {
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
}): readonly ThreadingKey[] {
  const keys = new Map<string, ThreadingKey>();
  const add = (kind: ThreadingKey['kind'], messageId: string) => {
    if (!keys.has(messageId)) keys.set(messageId, { kind, messageId });
  };
  for (const id of letter.inReplyTo) add('in-reply-to', id);
  for (const id of letter.references.toReversed()) add('references', id);
  return [...keys.values()];
}

// Reply and forward marks as mail programs write them, by language (peer 15).
const PREFIXES = [
  'Re|Fwd?|Fw', // English, and what most programs write everywhere
  'Réf?|Rép|Tr|Trans[fm]|Réponse', // French
  'Aw|Antw(?:ort)?|Wg|Wtr', // German, Dutch
  'Rif|R|I', // Italian
  'Rv|Res|Enc', // Spanish, Portuguese
  'Sv|Vs|Vb|Vl|Vd', // Nordic
  'Odp|Pd|Ynt|İlt|Ilt', // Polish, Turkish
  'Vá|Továbbítás|Továbbítva|Atb', // Hungarian, Welsh
  'Απ|Σχετ|Πρθ', // Greek
  'Ответ|На|Отв|Пересл', // Russian
  '回复|答复|转发|回覆|轉寄|返信|転送', // Chinese, Japanese
  'השב|הועבר|رد', // Hebrew, Arabic
].join('|');

const PREFIX = new RegExp(
  `^\\s*(?:\\[[^\\]]{0,40}\\]\\s*)?(?:${PREFIXES})\\s*(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^\\d{1,3})?\\s*[:：]\\s*`,
  'iu',
);

/** The subject without its reply and forward marks, for display and comparison; a list's `[tag]` before one goes too. */
export function subjectOf(letter: { readonly subject: string }): string {
  let subject = letter.subject.trim();
  for (let next = subject.replace(PREFIX, ''); next !== subject; next = subject.replace(PREFIX, '')) subject = next;
  return subject.trim();
}

/** How Pli writes a dossier's number in a subject (C2). */
const NUMBER = /\[#(\d{1,9})\]/g;

/** The numbers of dossiers that a subject names, the first three: proof of nothing by themselves (peer 12). */
export function numbersIn(subject: string): readonly number[] {
  return [...subject.matchAll(NUMBER)].slice(0, 3).map(([, digits]) => Number(digits));
}

/** Whether a subject speaks of something else than those before it: marks, numbers, case and punctuation do not count. */
export function isSubjectChanged(subject: string, before: readonly string[]): boolean {
  const plain = (text: string) =>
    subjectOf({ subject: text.replace(NUMBER, '') })
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase();
  const now = plain(subject);
  const known = before.map(plain).filter((one) => one !== '');
  if (now === '' || known.length === 0) return false;
  return !known.some((one) => one.includes(now) || now.includes(one));
}
