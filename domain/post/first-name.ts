/** What people are called by, from the name that stands beside their address. Pure. */

/** What mail programs, lists and directories write around a name, and addresses in the place of one. */
const AROUND: readonly RegExp[] = [
  /[\p{Cc}\p{Cf}]/gu,
  /\s(?:via|on behalf of|par l.interm[ée]diaire de|de la part de)\s.*$/iu,
  /[([{<][^)\]}>]*[)\]}>]?/gu,
  /\S+@\S+|(?:https?:|www\.)\S+/giu,
  /["“”„«»`]/gu,
  /^[\s'‘’,;:]+|[\s'‘’,;:]+$/gu,
];
const TITLE =
  /^(?:mr|mrs|ms|miss|mme|mlle|mgr|m|me|dr|pr|prof|ing|herr|frau|sr|sra|monsieur|madame|mademoiselle|docteur|ma[iî]tre)\.?$/iu;
const AFTER_NAME = /^(?:ph\.?\s?d|m\.?d|mba|msc|esq|jr|sr|ii|iii|iv|dr|prof|pr)\.?$/iu;
const COMPANY =
  /^(?:inc|incorporated|ltd|limited|llc|llp|corp|co|company|gmbh|ag|kg|sasu?|sarl|eurl|sci|scop|s\.?a|s\.a\.s|s\.a\.r\.l|srl|spa|s\.p\.a|bv|nv|plc|oy|ab)\.?$/iu;
const AND = /^(?:et|and|und|y|e|&|\+)$/iu;
const INITIAL = /^\p{L}\.?$/u;
const CAPITALS = /^(?=.*\p{Lu}.*\p{Lu})[^\p{Ll}]+$/u;

/**
 * The name people are called by: `Zoé Martin`, `Martin, Zoé` and `MARTIN Zoé` are Zoé. Who shows no first name
 * (`M. Martin`, `Z. Martin`, a company) is called by the whole; who has no name, or only an address in its place, by
 * what stands before the `@`.
 */
export function firstName({ name, email }: { readonly name: string; readonly email: string }): string {
  const whole = inOrder(AROUND.reduce((text, around) => text.replace(around, ' ').trim(), name.normalize()));
  if (whole === '') return email.split('@')[0] ?? '';
  const words = whole.split(' ');
  const named = words.filter((word) => !TITLE.test(word));
  const isTitled = named.length < words.length;
  const isCompany = words.length > 1 && COMPANY.test(words.at(-1) ?? '');
  if (isCompany || (isTitled && (named.length < 2 || AND.test(named[0] ?? '')))) return whole;
  const [first = whole] = named.some((word) => !CAPITALS.test(word)) ? named.filter((w) => !CAPITALS.test(w)) : named;
  return INITIAL.test(first) ? whole : first;
}

/** The first name first, as directories do not write it: `Martin, Zoé`; degrees after a name and forms of company go. */
function inOrder(name: string): string {
  const [first = '', ...others] = name.split(',').map((part) => part.replace(/\s+/g, ' ').trim());
  const given = others.filter((part) => part !== '' && !AFTER_NAME.test(part) && !COMPANY.test(part));
  const isOrganisation = first.includes(' ') && given.every((part) => CAPITALS.test(part));
  return given.length === 0 || isOrganisation ? first : [given[0], first].join(' ').trim();
}
