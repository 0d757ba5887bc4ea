/** What our page loads of a text: of the styles in the editor nothing, of a letter its images once they are asked for. */
import { Editor } from '@tiptap/core';
import { TEXT_EXTENSIONS } from '../../admin-ui/desk/composer/text-extensions.ts';
import { showWithImages } from '../../admin-ui/desk/thread/letter-document.ts';

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

it('a letter’s remote images are fetched once they are asked for, without saying where from', () => {
  const frame = document.implementation.createHTMLDocument();
  showWithImages(frame, { html: '<p>Hi</p><img data-remote-src="https://example.com/a.png">', text: '' });
  expect(frame.querySelector('meta[name=referrer]')?.getAttribute('content')).toBe('no-referrer');
  expect(frame.body.innerHTML).toBe('<p>Hi</p><img referrerpolicy="no-referrer" src="https://example.com/a.png">');
});
