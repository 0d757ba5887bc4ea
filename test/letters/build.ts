/** How the awkward letters are built: header by header, part by part, byte by byte where it matters. */

/** What must come of a letter. `says`: what its reading must match; `attached`: name, type and bytes of each file. */
export interface AwkwardLetter {
  readonly name: string;
  readonly raw: Buffer;
  readonly fate: 'dossier' | 'automatic' | 'bounce' | 'quarantined';
  /** Its fate where nothing was sent that it could be about, if that is another. */
  readonly unmatched?: 'automatic';
  readonly says?: object;
  readonly html?: RegExp;
  readonly attached?: readonly Attached[];
}

export interface Attached {
  readonly name?: string | RegExp;
  readonly contentType?: string;
  readonly content?: Buffer | string;
  readonly inline?: boolean;
}

type Outcome = Omit<AwkwardLetter, 'name' | 'raw' | 'fate'> & { readonly fate?: AwkwardLetter['fate'] };

/** A letter that becomes a dossier, unless its outcome says otherwise. */
export function awkward(name: string, raw: Buffer | string, outcome: Outcome = {}): AwkwardLetter {
  return { name, raw: typeof raw === 'string' ? crlf(raw) : raw, fate: 'dossier', ...outcome };
}

/** UTF-8 with the line ends of mail. */
export function crlf(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}

/** Latin-1, one byte a character. */
export function latin1(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
}

export function bytes(...parts: readonly (Buffer | string)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? crlf(part) : part)));
}

/** The header every ordinary letter has, and more lines. */
export function head(...more: readonly string[]): string {
  const base = ['From: Claire Durand <claire@client.example>', 'To: support@pli.example', 'Subject: Colis'];
  const names = more.map((line) => /^[^:\s]+/.exec(line)?.[0].toLowerCase());
  const kept = base.filter((line) => !names.includes(/^[^:]+/.exec(line)?.[0].toLowerCase()));
  return `${[...kept, ...more].join('\n')}\n`;
}

/** A letter of text in UTF-8. */
export function plain(more: readonly string[], body = 'Bonjour'): string {
  return `${head('Content-Type: text/plain; charset=utf-8', ...more)}\n${body}\n`;
}

export function html(body: string, ...more: readonly string[]): string {
  return `${head('Content-Type: text/html; charset=utf-8', ...more)}\n${body}\n`;
}

export function part(headers: readonly string[], body: string): string {
  return `${headers.map((line) => `${line}\n`).join('')}\n${body}`;
}

/** The lines of a multipart, from its Content-Type on. */
export function multipart(type: string, parts: readonly string[], boundary = 'b'): string {
  const inside = parts.map((one) => `--${boundary}\n${one}\n`).join('');
  return `Content-Type: multipart/${type}; boundary="${boundary}"\n\n${inside}--${boundary}--\n`;
}

export function mixed(...parts: readonly string[]): string {
  return `${head()}${multipart('mixed', parts)}`;
}

/** A file in base64. */
export function file(name: string, content: Buffer | string, type = 'application/octet-stream'): string {
  const body = Buffer.from(content)
    .toString('base64')
    .replace(/(.{76})/g, '$1\n');
  const disposition = `Content-Disposition: attachment; filename="${name}"`;
  return part([`Content-Type: ${type}`, disposition, 'Content-Transfer-Encoding: base64'], body);
}

export const hello = part(['Content-Type: text/plain; charset=utf-8'], 'Bonjour');
