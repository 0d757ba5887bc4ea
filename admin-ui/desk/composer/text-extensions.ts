/** What the text of a letter can hold, whoever writes it: an agent's reply (A5) or one that goes by itself (C14). */
import { TextAlign } from '@tiptap/extension-text-align';
import { TextStyle } from '@tiptap/extension-text-style';
import StarterKit from '@tiptap/starter-kit';
import { Picture } from './picture.ts';
import { StrictColor, StrictFontSize, StrictHighlight } from './strict-styles.ts';
import { TABLE_EXTENSIONS } from './table.ts';

export const TEXT_EXTENSIONS = [
  StarterKit.configure({
    link: { openOnClick: false, defaultProtocol: 'https' },
    codeBlock: false,
    horizontalRule: false,
  }),
  TextStyle,
  StrictColor,
  StrictFontSize,
  StrictHighlight.configure({ multicolor: true }),
  TextAlign.configure({ types: ['heading', 'paragraph'] }),
  Picture,
  ...TABLE_EXTENSIONS,
];
