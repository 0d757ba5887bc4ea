/** The document of a letter's frame: the server's clean HTML under a policy that lets nothing run or call home. */

const STYLE = `
:root { color-scheme: light }
html { background: #fff }
body { display: flow-root; margin: 0; padding: 12px 16px; color: #1b1f24; font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: anywhere; overflow-x: auto; overflow-y: hidden }
body > :first-child { margin-top: 0 }
body > :last-child { margin-bottom: 0 }
img { max-width: 100%; height: auto }
img[data-remote-src]:not([src]) { display: inline-block; min-width: 16px; min-height: 16px; outline: 1px dashed #9aa1a9 }
table { max-width: 100% }
pre { white-space: pre-wrap }
blockquote { margin: 8px 0 8px 4px; padding-left: 12px; border-left: 2px solid #c9ced4 }
a { color: #1d4f8f }
[data-leads-to] { margin-inline-start: 4px; padding: 0 4px; border-radius: 4px; color: #9d1c1c; background: #fbe3e1; font-weight: 600 }
summary { cursor: pointer; color: #585e66; min-height: 24px; width: fit-content }
`;

/** Shows the letter without its remote images, in a frame that has the policy of our page: nothing comes from outside. */
export function letterDocument(letter: Words): string {
  const policy =
    "default-src 'none'; img-src 'self' data: blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return `<!doctype html><html><head>${meta}${HEAD}</head><body dir="auto">${bodyOf(letter)}</body></html>`;
}

/**
 * Shows it with them, in the one page whose own policy lets it fetch them. What gives an image its address back has no
 * quotes: the same words in another attribute cannot end it.
 */
export function showWithImages(frame: Document, letter: Words): void {
  frame.head.innerHTML = HEAD;
  frame.body.dir = 'auto';
  frame.body.innerHTML = bodyOf(letter).replaceAll(/\sdata-remote-src=/gi, ' referrerpolicy=no-referrer src=');
}

interface Words {
  readonly html: string;
  readonly text: string;
}

const HEAD = `<meta charset="utf-8"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${STYLE}</style>`;

const bodyOf = ({ html, text }: Words): string => html || `<pre>${escapeHtml(text)}</pre>`;

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
