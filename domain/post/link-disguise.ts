/** Whether the words of a link name another site than the one it leads to, as letters of thieves do. Pure. */
import { withoutUnseen } from './unseen-marks.ts';

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?';
const HOST = `(?:${LABEL}\\.)+(?:xn--[a-z0-9-]+|\\p{L}{2,})`;
/** An address: written with its scheme, with `www.`, or a name on its own. */
const WITH_SCHEME = new RegExp(`(?:https?|ftp)://(?:[^\\s/@]*@)?(${HOST}|\\d{1,3}(?:\\.\\d{1,3}){3})`, 'iu');
const WITH_WWW = new RegExp(`(?<![\\p{L}\\p{N}.@-])(www\\.${HOST})`, 'iu');
const ALONE = new RegExp(`^(?:[^\\s@]+@)?(${HOST})(?:[:/?#]\\S*)?[.,;:!?]?$`, 'iu');
/** Within other words, only what nobody writes by forgetting a space after a full stop. */
const WITHIN = new RegExp(
  `(?<![\\p{L}\\p{N}@.-])((?:${LABEL}\\.)+(?:com|net|org|info|biz|eu|fr|de|uk|be|ch|es|it|nl|lu|ca|gouv\\.fr|example))(?![\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])`,
  'u',
);
/** Names of files look like names of sites. */
const FILES =
  /\.(?:7z|avi|csv|docx?|eml|gif|html?|jpe?g|md|mov|mp[34]|od[pst]|pdf|png|pptx?|rar|rtf|svg|txt|xlsx?|xml|zip)$/i;

/** The host as a browser would look it up, without its `www.`. */
function hostOf(address: string): string | null {
  try {
    return new URL(address).hostname
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/\.$/, '');
  } catch {
    return null;
  }
}

function namedHost(words: string): string | null {
  const text = withoutUnseen(words.normalize('NFKC')).trim();
  const alone = ALONE.exec(text)?.[1];
  const bare = alone && !FILES.test(alone) && !isSentence(alone) ? alone : WITHIN.exec(text)?.[1];
  const named = WITH_SCHEME.exec(text)?.[1] ?? WITH_WWW.exec(text)?.[1] ?? bare;
  return named ? hostOf(`http://${named}`) : null;
}

/** `reçu.Merci`: a space was forgotten. */
const isSentence = (name: string) => /^[^\p{Lu}]/u.test(name) && /\.\p{Lu}\p{Ll}+$/u.test(name);

const isWithin = (inner: string, outer: string) => inner === outer || inner.endsWith(`.${outer}`);

/**
 * The site a link leads to, where its words name another, or its address pretends to (`https://bank.example@evil.example`);
 * null where they agree or name none. A part of a site and the site itself agree.
 */
export function otherSite(words: string, href: string): string | null {
  const named = namedHost(words);
  if (/^mailto:/i.test(href)) {
    const to = /@([^@?,;>]+)/.exec(decoded(href))?.[1];
    const led = to ? hostOf(`http://${to.trim()}`) : null;
    return led && named && !isWithin(led, named) && !isWithin(named, led) ? led : null;
  }
  if (!/^(?:https?|ftp):/i.test(href)) return null;
  const led = hostOf(href);
  if (!led) return null;
  if (pretends(href)) return led;
  return named && !isWithin(led, named) && !isWithin(named, led) ? led : null;
}

/** What stands before the `@` is a user's name, made to look like a site. */
function pretends(href: string): boolean {
  return URL.canParse(href) && new URL(href).username.includes('.');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
