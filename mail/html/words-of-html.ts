/** The words of HTML, for comparing texts: read in one pass, whatever it is made of. */

const INLINE = /<\/?(?:a|b|em|font|i|s|small|span|strike|strong|sub|sup|u|mark|code)(?:\s[^<>]*)?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export function wordsOfHtml(html: string): string {
  return html
    .replaceAll(INLINE, '')
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
