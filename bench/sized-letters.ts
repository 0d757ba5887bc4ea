/** Letters of a given size, made as such letters are: a note, a newsletter's HTML, a document attached. */
import { randomBytes } from 'node:crypto';
import { smallLetter } from './letters.ts';

export interface SizedNote {
  readonly to: string;
  readonly subject: string;
}

const HTML_UP_TO = 200_000;
const LINE = 76;

/** About that many bytes, none of them the same as another letter's. */
export function letterOf(bytes: number, { to, subject }: SizedNote): string {
  const from = 'camille@customer.example';
  const small = smallLetter({ from, to, subject });
  if (bytes <= 2 * small.length) return small;
  const [head = '', text = ''] = small.split('\r\n\r\n', 2);
  const headers = head.split('\r\n').filter((line) => !/^(MIME-Version|Content-)/.test(line));
  const rest = bytes - small.length;
  const parts =
    bytes <= HTML_UP_TO
      ? multipart('alternative', [plain(text), part('text/html; charset=utf-8', '8bit', html(subject, rest))])
      : multipart('mixed', [plain(text), attachment(rest)]);
  return [...headers, 'MIME-Version: 1.0', parts].join('\r\n');
}

function multipart(kind: 'alternative' | 'mixed', parts: readonly string[]): string {
  const boundary = `-- ${randomBytes(12).toString('hex')}`;
  const lines = parts.map((one) => `--${boundary}\r\n${one}\r\n`);
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${lines.join('')}--${boundary}--\r\n`;
}

const part = (type: string, encoding: string, body: string): string =>
  `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;

const plain = (text: string): string => part('text/plain; charset=utf-8', '8bit', text);

function html(subject: string, bytes: number): string {
  const row = (i: number) =>
    `<tr style="background:#f${i % 10}f"><td style="padding:4px 8px;font:13px Arial">Article ${i} de ${subject}</td>` +
    `<td align="right"><a href="https://shop.example/a/${i}?s=${randomBytes(6).toString('hex')}">${i},90 €</a></td></tr>`;
  const rows: string[] = [];
  for (let length = 0; length < bytes; length += rows.at(-1)?.length ?? 0) rows.push(row(rows.length));
  return `<html><body><table width="600">${rows.join('\r\n')}</table></body></html>`;
}

/** In base64, of which four characters are three bytes. */
function attachment(bytes: number): string {
  const lines = (
    randomBytes(Math.floor(bytes * 0.73))
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  ).join('\r\n');
  const type = 'application/pdf; name="commande.pdf"\r\nContent-Disposition: attachment; filename="commande.pdf"';
  return part(type, 'base64', lines);
}
