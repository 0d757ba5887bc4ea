/** A letter's own style sheets, written into the elements they are for: what is shown has no style sheet but ours. */
import { Parser } from 'htmlparser2';
import juice from 'juice';
import postcss, { type Rule } from 'postcss';
import parseSafely from 'postcss-safe-parser';

/** Rules times elements: each rule is looked for through the whole letter. Newsletters stay under a million. */
const MAX_STYLE_WORK = 4_000_000;
/** Characters of style sheets; what a long exchange of Outlook's letters carries. */
const MAX_STYLES = 500_000;

/**
 * The HTML with the rules of its `style` elements inlined, by their weight. Rules for print, narrow screens and dark
 * themes are left out: letters are shown wide, on a light ground. Not safe to show by itself.
 */
export function withOwnStyles(html: string): string {
  if (!/<style\b/i.test(html)) return html;
  const { styles, elements, names } = read(html);
  if (styles.length > MAX_STYLES) return html;
  const rules = rulesFor(styles, names);
  if (rules.length === 0 || rules.length * elements > MAX_STYLE_WORK) return html;
  return juice.inlineContent(html, rules.join('\n'), {
    applyWidthAttributes: false,
    applyHeightAttributes: false,
    applyAttributesTableElements: false,
    inlinePseudoElements: false,
    decodeStyleAttributes: true,
  });
}

interface Read {
  readonly styles: string;
  readonly elements: number;
  /** Its classes as `.name`, its ids as `#name`. */
  readonly names: ReadonlySet<string>;
}

function read(html: string): Read {
  const names = new Set<string>();
  let styles = '';
  let elements = 0;
  let isStyle = false;
  const parser = new Parser({
    onopentag(tag, { class: classes = '', id, media = 'all' }) {
      elements++;
      isStyle = tag === 'style';
      if (isStyle) styles += `\n@media ${media || 'all'} {`;
      for (const name of classes.split(/\s+/)) names.add(`.${name}`);
      if (id) names.add(`#${id.trim()}`);
    },
    ontext(text) {
      if (isStyle) styles += text.replace(/<!--|-->/g, '');
    },
    onclosetag() {
      if (isStyle) styles += '\n}';
      isStyle = false;
    },
  });
  parser.end(html);
  return { styles, elements, names };
}

/** The rules that are for a wide light screen, each with one selector that may be found in the letter. */
function rulesFor(styles: string, names: ReadonlySet<string>): string[] {
  const rules: string[] = [];
  postcss([])
    .process(styles, { parser: parseSafely, from: undefined })
    .root.walkRules((rule) => {
      if (!isForWide(rule)) return;
      const declarations = rule.nodes.filter(({ type }) => type === 'decl').join(';');
      for (const selector of rule.selectors)
        if (declarations && mayMatch(selector, names)) rules.push(`${selector} { ${declarations} }`);
    });
  return rules;
}

/** Classes and ids that the letter has not; `:not(.a)` is for those that have not. */
function mayMatch(selector: string, names: ReadonlySet<string>): boolean {
  if (selector.includes('\\') || selector.includes('[') || selector.includes('(')) return true;
  return (selector.match(/[.#][\w-]+/g) ?? []).every((name) => names.has(name));
}

function isForWide(rule: Rule): boolean {
  let above = rule.parent;
  while (above && above.type !== 'root') {
    if (above.type !== 'atrule' || !('name' in above) || above.name.toLowerCase() !== 'media') return false;
    if (!above.params.split(',').some(matchesWide)) return false;
    above = above.parent as typeof rule.parent;
  }
  return true;
}

/** The width a letter has at the desk, in CSS pixels. */
const WIDE = 800;
const PIXELS: Readonly<Record<string, number>> = { px: 1, em: 16, rem: 16 };

/** Whether a media query is for the desk: a condition that is not known here is not met. */
function matchesWide(query: string): boolean {
  const [, conditions = ''] =
    /^\s*(?:(?:only\s+)?(?:all|screen)\b(?:\s+and\b)?)?\s*((?:\([^()]*\)|\s+and\s+)*)\s*$/i.exec(query) ?? [
      '',
      '(unknown)',
    ];
  return (conditions.match(/\([^()]*\)/g) ?? []).every(isMet);
}

function isMet(condition: string): boolean {
  if (/^\(\s*prefers-color-scheme\s*:\s*light\s*\)$/i.test(condition)) return true;
  const [, side, number, unit = 'px'] =
    /^\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)\s*(px|em|rem)?\s*\)$/i.exec(condition) ?? [];
  if (!side) return false;
  const width = Number(number) * (PIXELS[unit.toLowerCase()] ?? 1);
  return side.toLowerCase() === 'min' ? width <= WIDE : width >= WIDE;
}
