/** Makes HTML safe: what is received to be shown, what agents write to be sent. sanitize-html's allow-list is the authority. */
import sanitizeHtml, { type IOptions, type Transformer } from 'sanitize-html';
import { MAX_HTML_CHARACTERS, MAX_HTML_DEPTH } from '../limits.ts';
import { escapeHtml } from './escape-html.ts';
import { withOwnStyles } from './own-styles.ts';
import { type Attributes, bodyStyle, shownStyle } from './shown-style.ts';

/** A letter's HTML ready for the sandboxed frame. `remoteImages`: how many wait for the reader's consent. */
export interface ShownHtml {
  readonly html: string;
  readonly remoteImages: number;
}

const TAGS = (
  'a abbr address article aside b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em ' +
  'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp ' +
  'section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ');

// Their text is code, data or another document: it goes with the element.
const DROPPED_WITH_TEXT = (
  'script style textarea option select noscript title svg math template iframe object embed applet noembed noframes ' +
  'xmp plaintext frameset video audio canvas ' +
  // What Word writes for itself.
  'xml o:officedocumentsettings o:shapedefaults o:shapelayout w:worddocument w:latentstyles m:mathpr'
).split(' ');

// What Outlook names the blocks around a quoted letter: kept so that quotes can be found; no other id survives.
const QUOTE_IDS = ['divRplyFwdMsg', 'appendonsend', 'mail-editor-reference-message-container', 'reply-intro'];

const STYLES = (
  'background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width ' +
  'border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius ' +
  'border-right border-right-color border-right-style border-right-width border-spacing border-style border-top ' +
  'border-top-color border-top-style border-top-width border-width box-sizing caption-side clear color direction ' +
  'display empty-cells float font font-family font-size font-style font-variant font-weight height letter-spacing ' +
  'line-height list-style-position list-style-type margin margin-bottom margin-left margin-right margin-top ' +
  'max-height max-width min-height min-width opacity overflow overflow-wrap padding padding-bottom padding-left padding-right ' +
  'padding-top table-layout text-align text-decoration text-indent text-transform vertical-align visibility ' +
  'white-space width word-break word-spacing word-wrap'
).split(' ');

// Nothing that loads, computes or escapes: url() and its kin, expression(), variables, backslashes, at-rules. No unit
// of the frame's height either: the frame is as high as the letter, which would grow with it.
const STYLE_VALUE =
  /^(?![\s\S]*[\d.][sld]?v(?:h|b|min|max)\b)(?![\s\S]*(?:url|expression|image|image-set|src|attr|var|env|element|paint|cross-fade)\s*\()(?!.*javascript:)[^\\@<>{};]{1,400}$/i;

const CELL = ['align', 'valign', 'width', 'height', 'bgcolor', 'colspan', 'rowspan', 'nowrap', 'scope', 'colwidth'];

const COMMON: IOptions = {
  allowedTags: TAGS,
  nonTextTags: DROPPED_WITH_TEXT,
  disallowedTagsMode: 'discard',
  nestingLimit: MAX_HTML_DEPTH,
  allowedAttributes: {
    '*': ['style', 'class', 'dir', 'lang', 'title', 'align', 'id'],
    a: ['href', 'name', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height', 'border', 'data-remote-src'],
    font: ['color', 'face', 'size'],
    table: ['width', 'height', 'border', 'cellpadding', 'cellspacing', 'bgcolor'],
    td: CELL,
    th: CELL,
    tr: ['valign', 'bgcolor', 'height'],
    col: ['width', 'span'],
    colgroup: ['width', 'span'],
    ol: ['start', 'type', 'reversed'],
    ul: ['type'],
    li: ['value'],
    blockquote: ['type', 'cite'],
    hr: ['width', 'size', 'noshade', 'color'],
    time: ['datetime'],
  },
  allowedStyles: { '*': Object.fromEntries(STYLES.map((property) => [property, [STYLE_VALUE]])) },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
  allowProtocolRelative: false,
};

const RASTER_DATA = /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z\d+/=\s]+$/i;

/**
 * Received HTML for display. No remote address is loaded: a remote image keeps its address in `data-remote-src`
 * only, and is counted. `cidUrl` gives the address under which the part with a content id is served, undefined
 * when there is none. The stored letter is never changed by this (peer 27).
 */
export function sanitiseReceived(
  html: string,
  { cidUrl }: { readonly cidUrl: (cid: string) => string | undefined },
): ShownHtml {
  let remoteImages = 0;
  const image: Transformer = (tagName, { src = '', ...attribs }) => {
    const shown = withoutRemote(attribs);
    const address = src.trim();
    if (/^(https?:)?\/\//i.test(address)) {
      remoteImages++;
      const absolute = address.startsWith('//') ? `https:${address}` : address;
      return { tagName, attribs: { ...shown, 'data-remote-src': absolute } };
    }
    const local = /^cid:/i.test(address) ? cidUrl(decodeCid(address.slice('cid:'.length))) : rasterData(address);
    return { tagName, attribs: local ? { ...shown, src: local } : shown };
  };
  const shown = sanitizeHtml(withOwnStyles(html.slice(0, MAX_HTML_CHARACTERS)), {
    ...COMMON,
    // The address of a part comes from us, never from the letter: any form of it is allowed.
    allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data', 'blob'] },
    transformTags: { '*': asShown, a: link, img: image, body },
  });
  return { html: shown, remoteImages };
}

/**
 * HTML an agent wrote, as it may be sent: formatting, tables and pictures (embedded, `cid:` or https) survive. `own`
 * gives the address for a picture of ours, undefined when it is none.
 */
export function sanitiseSent(html: string, own: (src: string) => string | undefined = () => undefined): string {
  const image: Transformer = (tagName, { src = '', ...attribs }) => {
    const kept = own(src) ?? (/^(?:cid:|https?:\/\/)/i.test(src) ? src : rasterData(src));
    return { tagName, attribs: kept ? { ...withoutRemote(attribs), src: kept } : withoutRemote(attribs) };
  };
  return sanitizeHtml(html.slice(0, MAX_HTML_CHARACTERS), {
    ...COMMON,
    transformTags: { '*': withoutIds, a: link, img: image },
  });
}

/**
 * The HTML that shows a letter written as plain text: links, line breaks, and quote levels as nested blockquotes.
 */
export function textToHtml(text: string): string {
  let level = 0;
  let html = '';
  let open: string[] = [];
  const flush = () => {
    if (open.join('').trim()) html += `<div>${open.join('<br>')}</div>`;
    open = [];
  };
  for (const line of text.slice(0, MAX_HTML_CHARACTERS).replace(/\r\n?/g, '\n').split('\n')) {
    const marks = /^(?:>[ ]?)+/.exec(line)?.[0] ?? '';
    const depth = Math.min(marks.replaceAll(' ', '').length, 20);
    if (depth !== level) {
      flush();
      html += '<blockquote type="cite">'.repeat(Math.max(0, depth - level));
      html += '</blockquote>'.repeat(Math.max(0, level - depth));
      level = depth;
    }
    if (line.slice(marks.length).trim()) open.push(linkify(line.slice(marks.length)));
    else {
      flush();
      html += '<br>';
    }
  }
  flush();
  return html + '</blockquote>'.repeat(level);
}

const link: Transformer = (tagName, { href = '', name = '', rel: _rel, target: _target, ...attribs }) => {
  const shown = withoutRemote(attribs);
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(href.trim()))
    return { tagName, attribs: { ...shown, ...(name ? { name } : {}) } };
  return { tagName, attribs: { ...shown, href: href.trim(), rel: 'noopener noreferrer', target: '_blank' } };
};

const asShown: Transformer = (tagName, attribs) => withoutIds(tagName, shownStyle(attribs));

/** What a letter's body gives to all of its text is kept on an element of ours. */
const body: Transformer = (tagName, attribs) => {
  const style = bodyStyle(attribs);
  const dir: Attributes = attribs.dir ? { dir: attribs.dir } : {};
  return style || attribs.dir ? { tagName: 'div', attribs: { style, ...dir } } : { tagName, attribs: {} };
};

const withoutIds: Transformer = (tagName, { id, ...attribs }) => ({
  tagName,
  attribs: id && QUOTE_IDS.includes(id) ? { ...attribs, id } : attribs,
});

/** A letter may not bring the attribute in which we keep a remote address ourselves. */
function withoutRemote({ 'data-remote-src': _, ...attribs }: Record<string, string>): Record<string, string> {
  return attribs;
}

function rasterData(src: string): string | undefined {
  return RASTER_DATA.test(src.trim()) ? src.trim() : undefined;
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid);
  } catch {
    return cid;
  }
}

// A web or mail address within a line.
const ADDRESS = /(?:https?:\/\/[^\s<>"]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/gi;

function linkify(line: string): string {
  let html = '';
  let at = 0;
  for (const match of line.matchAll(ADDRESS)) {
    const address = withoutSentence(match[0]);
    const href = /^https?:/i.test(address) ? address : `mailto:${address}`;
    html += `${escapeHtml(line.slice(at, match.index))}<a href="${escapeHtml(href)}" rel="noopener noreferrer" target="_blank">${escapeHtml(address)}</a>`;
    at = match.index + address.length;
  }
  return html + escapeHtml(line.slice(at)).replace(/ {2}/g, ' &nbsp;');
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Closing punctuation belongs to the sentence, but for a bracket that was opened within the address. */
function withoutSentence(address: string): string {
  const left = Object.fromEntries(
    Object.entries(OPENING).map(([close, open]) => [close, address.split(close).length - address.split(open).length]),
  );
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    const unopened = left[last];
    if (unopened === undefined ? !/[.,;:!?'’”»…]/.test(last) : unopened <= 0) break;
    if (unopened !== undefined) left[last] = unopened - 1;
  }
  return address.slice(0, end);
}
