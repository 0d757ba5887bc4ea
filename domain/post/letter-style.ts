/** How a letter we write looks, the same in the editor and at whoever reads it. */

/** CSS by selector, its properties as scripts write them. */
export const LETTER_STYLE = {
  p: { margin: '0 0 1em' },
  'h1, h2, h3, h4, h5, h6': { margin: '0 0 0.5em', lineHeight: '1.3' },
  'ul, ol': { margin: '0 0 1em', paddingLeft: '2em' },
  li: { margin: '0' },
  'li > p': { margin: '0' },
  'li > ul, li > ol': { margin: '0' },
  table: { margin: '0 0 1em', borderCollapse: 'collapse' },
  'td, th': { border: '1px solid #c8c8c8', padding: '4px 8px', verticalAlign: 'top' },
  'td > p, th > p': { margin: '0' },
  blockquote: { margin: '0 0 1em', paddingLeft: '1em', borderLeft: '2px solid #c8c8c8' },
  img: { maxWidth: '100%' },
} as const;
