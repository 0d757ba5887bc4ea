/** What a sheet or a word processor puts on the clipboard, its class rules written into the elements they dress. */

/** More rules than any sheet's styles. */
const MAX_RULES = 500;

export function inlineRules(html: string): string {
  if (!/<style/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const style of page.querySelectorAll('style')) {
    for (const rule of rulesOf(style.textContent ?? '')) dress(page, rule);
    style.remove();
  }
  return page.body.innerHTML;
}

/** A sheet that no page shows loads nothing. */
function rulesOf(text: string): readonly CSSStyleRule[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(/<!--|-->/g, ''));
  return [...sheet.cssRules].filter((rule) => rule instanceof CSSStyleRule).slice(0, MAX_RULES);
}

/** What an element says of itself stands. */
function dress(page: Document, { selectorText, style }: CSSStyleRule): void {
  for (const element of page.body.querySelectorAll<HTMLElement>(selectorText)) {
    for (const property of style) {
      if (element.style.getPropertyValue(property) === '')
        element.style.setProperty(property, style.getPropertyValue(property));
    }
  }
}
