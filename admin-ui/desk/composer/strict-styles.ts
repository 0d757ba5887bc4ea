/** The styles that the editor takes from a text, whoever wrote it: nothing that could load, compute or escape. */
import { Highlight } from '@tiptap/extension-highlight';
import { Color, FontSize } from '@tiptap/extension-text-style';

const COLOUR = /^(?:#[\da-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/i;
const SIZE = /^\d{1,3}(?:\.\d{1,3})?(?:px|pt|em|rem|%)$/i;

const only = (allowed: RegExp, value: string | null): string | null => {
  const bare = value?.trim() ?? '';
  return allowed.test(bare) ? bare : null;
};

/** Written as `data-color` by the editor itself, as a style by everybody else. */
export const StrictHighlight = Highlight.extend({
  addAttributes() {
    return {
      color: {
        default: null,
        parseHTML: (element) => only(COLOUR, element.getAttribute('data-color') ?? element.style.backgroundColor),
        renderHTML: ({ color }) =>
          color ? { 'data-color': color, style: `background-color: ${color}; color: inherit` } : {},
      },
    };
  },
});

export const StrictColor = Color.extend({
  addGlobalAttributes() {
    return [
      {
        types: ['textStyle'],
        attributes: {
          color: {
            default: null,
            parseHTML: (element) => only(COLOUR, element.style.color),
            renderHTML: ({ color }) => (color ? { style: `color: ${color}` } : {}),
          },
        },
      },
    ];
  },
});

export const StrictFontSize = FontSize.extend({
  addGlobalAttributes() {
    return [
      {
        types: ['textStyle'],
        attributes: {
          fontSize: {
            default: null,
            parseHTML: (element) => only(SIZE, element.style.fontSize),
            renderHTML: ({ fontSize }) => (fontSize ? { style: `font-size: ${fontSize}` } : {}),
          },
        },
      },
    ];
  },
});
