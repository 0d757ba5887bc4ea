/** Looks, in HTML made safe, for anything that could run, load or leave: by what is there, not by what was taken out. */
import { Parser } from 'htmlparser2';

const HARMLESS =
  /^(?:a|abbr|address|article|aside|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|wbr)$/;
const HARMLESS_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;
const RASTER = /^data:image\/(?:png|gif|jpe?g|webp|bmp);base64,[a-z\d+/=\s]+$/i;
const HARMFUL_STYLE = /(?:url|expression|image|image-set|src|attr|var|env|element)\s*\(|javascript:|[\\@]/i;

export function dangersIn(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!HARMLESS.test(name)) found.push(`element ${name}`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (isHarmful(attribute, value)) found.push(`${name} ${attribute}="${value.slice(0, 60)}"`);
      }
    },
    oncomment: (text) => void found.push(`comment ${text.slice(0, 60)}`),
    onprocessinginstruction: (name) => void found.push(`instruction ${name.slice(0, 60)}`),
  });
  parser.end(html);
  return found;
}

function isHarmful(attribute: string, value: string): boolean {
  if (attribute === 'href') return !HARMLESS_LINK.test(value);
  if (attribute === 'src') return !RASTER.test(value);
  if (attribute === 'cite') return !/^https?:|^mailto:|^tel:|^[^:]*$/i.test(value);
  if (attribute === 'style') return HARMFUL_STYLE.test(value);
  if (attribute === 'data-remote-src') return !/^https?:\/\//i.test(value);
  return /^on|^(?:srcset|background|action|formaction|poster|data|ping|srcdoc|http-equiv|xlink:href)$/i.test(attribute);
}
