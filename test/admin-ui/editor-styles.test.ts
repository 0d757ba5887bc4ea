/** The schema of the editor: of the styles of a text, only what cannot load anything. */
import { Editor } from '@tiptap/core';
import { TEXT_EXTENSIONS } from '../../admin-ui/desk/composer/text-extensions.ts';

const kept = (content: string): string => new Editor({ extensions: TEXT_EXTENSIONS, content }).getHTML();

it.each([
  ['<mark data-color="#ffe066">a</mark>', 'data-color="#ffe066" style="background-color: rgb(255, 224, 102)'],
  [
    '<span style="color: rgb(29, 79, 143); font-size: 18px">a</span>',
    'style="color: rgb(29, 79, 143); font-size: 18px',
  ],
  ['<p style="text-align: right">a</p>', 'text-align: right'],
])('A5: %s keeps its style', (html, style) => {
  expect(kept(html)).toContain(style);
});

it.each([
  ['<mark data-color="red; background-image: url(https://evil.example)">a</mark>'],
  ['<mark style="background: url(https://evil.example)">a</mark>'],
  ['<span style="color: var(--a, url(https://evil.example))">a</span>'],
  ['<span style="font-size: calc(1px + var(--a)); background: url(https://evil.example)">a</span>'],
  ['<p style="text-align: left; background: url(https://evil.example)">a</p>'],
  ['<img src="https://evil.example/a.png">'],
])('fault X7: %s loads nothing', (html) => {
  expect(kept(html)).not.toMatch(/evil|url|var|calc/);
});
