/** The words of an answer, line by line, with the addresses its links lead to: what two versions are compared by. */

const BLOCKS = new Set([
  'P',
  'DIV',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'PRE',
  'TABLE',
  'TR',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
]);

/** `html` is the server's, already safe; it is parsed, never put on the page. */
export function letterText(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return wordsOf(body)
    .replaceAll(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function wordsOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replaceAll(/\s+/g, ' ');
  if (!(node instanceof Element)) return '';
  const words = [...node.childNodes].map(wordsOf).join('');
  switch (node.tagName) {
    case 'BR':
      return '\n';
    case 'LI':
      return `\n• ${words.trim()}\n`;
    case 'P':
      return `\n${words}\n\n`;
    case 'TD':
    case 'TH':
      return `${words}\t`;
    case 'A':
      return withTarget(words, node.getAttribute('href') ?? '');
    case 'IMG':
      return `[${node.getAttribute('alt') || node.getAttribute('src') || ''}]`;
    default:
      return BLOCKS.has(node.tagName) ? `\n${words}\n` : words;
  }
}

/** A link that leads elsewhere under the same words is a change. */
function withTarget(words: string, target: string): string {
  return target === '' || target.replace(/^mailto:/, '') === words.trim() ? words : `${words} (${target})`;
}
