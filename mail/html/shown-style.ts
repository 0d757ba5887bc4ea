/** The styles of a received element, written so that little is lost with the pictures and positions that are dropped. Pure. */

export type Attributes = Record<string, string>;

/** Pictures load nothing: what is left of a background is its colour. */
const PICTURE = /url\(\s*(?:"[^"]*"|'[^']*'|[^()]*)\s*\)/gi;
/** Put where nobody sees it: words for machines, or for the list of letters of a mail program. */
const AWAY =
  /(?:^|;)\s*(?:left|right|top|bottom|margin-left|margin-top|text-indent)\s*:\s*-\d{3,}|(?:^|;)\s*clip\s*:\s*rect\(|(?:^|;)\s*clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:^|;)\s*transform\s*:\s*scale\(\s*0/i;
const POSITIONED = /(?:^|;)\s*(?:position\s*:\s*(?:absolute|fixed)|text-indent|transform)\b/i;

/** An element's attributes: what was hidden by means that are not kept stays hidden, a colour beside a picture stays. */
export function shownStyle(attribs: Attributes): Attributes {
  const { hidden, style, ...rest } = attribs;
  const isAway = style !== undefined && POSITIONED.test(style) && AWAY.test(style);
  if (hidden !== undefined || isAway) return { ...rest, style: `${ended(style)}display:none` };
  if (style === undefined) return rest;
  return { ...rest, style: style.replace(PICTURE, ' ') };
}

/** What `<body>` says of the whole letter, as a style; its measures are those of a window. '' for nothing. */
export function bodyStyle({ style = '', bgcolor = '', text = '' }: Attributes): string {
  const own = style
    .split(';')
    .filter((declaration) => BODY_STYLE.test(declaration))
    .join(';');
  const ground = colour(bgcolor);
  const ink = colour(text);
  return [ground && `background-color:${ground}`, ink && `color:${ink}`, own].filter(Boolean).join(';');
}

const BODY_STYLE =
  /^\s*(?:background|background-color|color|font|font-family|font-size|font-style|font-weight|line-height|direction|text-align|text-transform|letter-spacing|white-space|padding(?:-\w+)?|display|visibility|opacity)\s*:/i;

/** An old attribute's colour: a name, or hexadecimal digits with or without their sign. */
function colour(value: string): string {
  const written = value.trim();
  if (/^(?:[\da-f]{3}|[\da-f]{6})$/i.test(written)) return `#${written}`;
  return /^(?:#[\da-f]{3,8}|[a-z]+)$/i.test(written) ? written : '';
}

const ended = (style = '') => (style.trim() ? `${style.replace(/;\s*$/, '')};` : '');
