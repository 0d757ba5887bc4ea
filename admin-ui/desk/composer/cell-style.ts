/** What is kept of the style of a pasted cell: how it looks, and nothing that could load or cover anything. Pure. */

const KEPT = [
  'background-color',
  'border',
  'border-bottom',
  'border-left',
  'border-right',
  'border-top',
  'color',
  'font-size',
  'font-style',
  'font-weight',
  'height',
  'padding',
  'text-align',
  'vertical-align',
  'white-space',
  'width',
] as const;

/** Words, numbers, units and colours. Only colours are written with brackets. */
const PLAIN = /^(?:[\w\s.,%#-]|\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]+\)){1,80}$/i;

/** Null: nothing to keep. */
export function styleOf(element: HTMLElement): string | null {
  if (!element.hasAttribute('style') && !element.hasAttribute('bgcolor')) return null;
  const kept = KEPT.flatMap((property) => {
    const value = element.style.getPropertyValue(property).trim();
    return value && PLAIN.test(value) ? [`${property}: ${value}`] : [];
  });
  const bgcolor = element.getAttribute('bgcolor');
  if (bgcolor && PLAIN.test(bgcolor) && !element.style.backgroundColor) kept.push(`background-color: ${bgcolor}`);
  return kept.length > 0 ? kept.join('; ') : null;
}
