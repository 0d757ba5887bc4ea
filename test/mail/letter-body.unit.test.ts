/** What a letter says and shows, whatever it brings within its HTML and however long it is. */
import fc from 'fast-check';
import { letterHtml } from '../../mail/html/letter-html.ts';
import { letterText } from '../../mail/html/letter-text.ts';
import { plainWords } from '../../mail/html/plain-words.ts';
import { parseLetter } from '../../mail/read/parse.ts';
import { bytes, head, html, multipart, part } from '../letters/build.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
/** A picture of so many bytes; `kind` makes it another one. */
const png = (size: number, kind = 0) => Buffer.concat([PIXEL, Buffer.alloc(size, kind)]);
const data = (content: Buffer, type = 'image/png') => `data:${type};base64,${content.toString('base64')}`;
const read = (body: string) => parseLetter(bytes(html(body)));
const alternative = (text: string, shown: string) =>
  parseLetter(
    bytes(
      `${head()}${multipart('alternative', [
        part(['Content-Type: text/plain; charset=utf-8'], text),
        part(['Content-Type: text/html; charset=utf-8'], shown),
      ])}`,
    ),
  );

describe('fault L4: embedded pictures are files of the letter, and cost it no word', () => {
  it('one of 1.7 MB is shown where it was', async () => {
    const letter = await read(`<p>a</p><img alt="plan" src="${data(png(1_700_000))}"><p>end</p>`);
    expect(letter).toMatchObject({ text: 'a\n\nplan\n\nend', isWhole: true });
    expect(letter.html).toMatch(/<img alt="plan" src="cid:[\da-f]{32}@embedded\.pli"><p>end<\/p>/);
    expect(letter.attachments).toMatchObject([{ contentType: 'image/png', size: png(1_700_000).length, inline: true }]);
  });

  it.each([
    ['single quotes', `<img src='${data(png(9000))}'>`, true],
    ['no quotes', `<img src=${data(png(9000))}>`, true],
    ['capitals', `<IMG SRC="${data(png(9000)).replace('data:image', 'DATA:IMAGE')}">`, true],
    ['lines', `<img src="${data(png(9000)).replace(/(.{76})/g, '$1\r\n')}">`, true],
    ['percents', `<img src="${data(png(9000)).replaceAll('+', '%2B').replaceAll('=', '%3D')}">`, true],
    ['another type', `<img src="${data(png(9000), 'image/jpg')}">`, true],
    ['srcset', `<img srcset="${data(png(9000))} 1x" src="x.png">`, false],
    ['a style attribute', `<div style="background: url('${data(png(9000))}') no-repeat">x</div>`, false],
    ['a style element', `<style>.a { background: url(${data(png(9000))}) }</style>`, false],
    ['a background', `<table background="${data(png(9000))}"><tr><td>x</td></tr></table>`, false],
    ['a link', `<a href="${data(png(9000))}">x</a>`, false],
  ])('in %s', async (_, body, inline) => {
    const letter = await read(`<p>avant</p>${body}<p>après</p>`);
    expect(letter.attachments.map((a) => [a.content.equals(png(9000)), a.inline])).toEqual([[true, inline]]);
    expect(letter.html).not.toContain('base64');
    expect(letter.text).toMatch(/^avant[\s\S]*après$/);
    expect(letter.text).not.toContain('data:');
  });

  it('three hundred of them, one of them twice', async () => {
    const pictures = Array.from({ length: 300 }, (_, i) => `<p>n${i}</p><img src="${data(png(20_000 + i))}">`);
    const letter = await read(`${pictures.join('')}<img src="${data(png(20_000))}"><p>fin</p>`);
    expect(letter.attachments).toHaveLength(300);
    expect(letter.attachments.every(({ inline }) => inline)).toBe(true);
    expect(letter.text).toMatch(/^n0\n[\s\S]*\nn299\n[\s\S]*fin$/);
  });

  it('fonts are no files, and what is written of such addresses stays', async () => {
    const font = `<style>@font-face { src: url("${data(png(90_000), 'font/woff2')}") }</style>`;
    const letter = await read(`${font}<p>écrire src="data:image/png;base64,AAAA"</p>`);
    expect(letter.attachments).toEqual([]);
    expect(letter.text).toBe('écrire src="data:image/png;base64,AAAA"');
  });

  it('what is too long to be kept as it is says so; its words are all there', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `<tr><td style="color:#123456;padding:1px">ligne</td><td>${i}</td></tr>`,
    );
    const letter = await read(`<style>td{}</style><table>${rows.join('\n')}</table><p>fin &eacute;crite</p>`);
    expect(letter).toMatchObject({ isWhole: false, attachments: [] });
    expect(letter.html).toBeUndefined();
    expect(letter.text).toMatch(/^ligne 0\nligne 1\n[\s\S]*\nligne 39999\nfin écrite$/);
  });

  it('a text beyond what is kept says so', async () => {
    const letter = await parseLetter(bytes(head('Content-Type: text/plain'), '\n', 'mot '.repeat(600_000)));
    expect(letter).toMatchObject({ isWhole: false });
    expect(letter.text).toHaveLength(2_000_000);
  });
});

describe('fault L16: a text is what its letter says', () => {
  it.each([
    [
      'a table',
      '<table><tr><th>Article</th><th>Prix</th></tr><tr><td>Vis</td><td>2 €</td></tr></table>',
      'Article   Prix\nVis   2 €',
    ],
    ['rows without sections, cells without ends', '<table><tr><td>a<td>b<tr><td>c<td>d</table>', 'a   b\nc   d'],
    [
      'a caption and stray words',
      '<table><caption>Titre</caption><form><tr><td>a</td><td>b</td></tr></form></table>',
      'Titre\na   b',
    ],
    [
      'a table within a table',
      '<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>',
      'a   b   c',
    ],
    ['cells of several lines', '<table><tr><td>a<br>b</td><td>c</td></tr></table>', 'a\nb\nc'],
    [
      'pictures',
      '<p>a <img src="data:image/png;base64,AAAA"> <img alt="logo" src="cid:1"> <img src="https://x/y.png"></p>',
      'a logo',
    ],
    ['a link to data', '<a href="data:text/plain,x">b</a> <a href="https://x.fr/">c</a>', 'b c [https://x.fr/]'],
    ['words outside the body', '<html><head><title>t</title></head><body>a</body></html><br/>\n<p>b</p>', 'a\n\n\nb'],
  ])('%s', (_, body, text) => expect(letterText(body).trim()).toBe(text));

  it.each([
    ['a space', ' '],
    ['lines', '\n\n'],
    ['no-break spaces', '\u00a0 \u200b\u200c\u034f\ufeff'],
    ['nothing', ''],
  ])('a text part of %s stands for nothing', async (_, text) => {
    const letter = await alternative(text, '<p>Bonjour</p>');
    expect(letter).toMatchObject({ text: 'Bonjour' });
    expect(letter.html?.trim()).toBe('<p>Bonjour</p>');
  });

  it.each([
    '<html><head><style>p { color: red }</style><title>x</title></head><body></body></html>',
    '<p>&nbsp;</p>',
    '<div><br></div>',
    ' ',
  ])('HTML of nothing stands for nothing: %s', async (shown) => {
    const letter = await alternative('Bonjour', shown);
    expect(letter.text).toBe('Bonjour');
    expect(letter.html).toBeUndefined();
  });

  it('a picture alone is something', async () => {
    expect((await alternative('Bonjour', '<img src="https://x/y.png">')).html).toContain('<img');
  });

  it('texts that stand after one another are all in both', async () => {
    const texts = [
      part(['Content-Type: text/plain; charset=utf-8'], 'un'),
      part(['Content-Type: text/html; charset=utf-8'], '<html><body><b>deux</b></body></html>'),
      part(['Content-Type: text/plain; charset=utf-8'], 'trois'),
    ];
    const letter = await parseLetter(bytes(`${head()}${multipart('mixed', texts)}`));
    expect(letter.text.split(/\s+/)).toEqual(['un', 'deux', 'trois']);
    expect(letter.html).toMatch(/un[\s\S]*deux[\s\S]*trois/);
  });

  it('the words of any HTML are found without a tree of it', () => {
    const word = fc.stringMatching(/^[a-zé]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom('p', 'div', 'td', 'b', 'li'), fc.boolean())), (said) => {
        const body = said
          .map(([w, tag, isClosed]) => `<${tag} title="x>y">${w}${isClosed ? `</${tag}>` : ''} `)
          .join('');
        expect(plainWords(body, 10_000).split(/\s+/).filter(Boolean)).toEqual(said.map(([w]) => w));
      }),
    );
    expect(plainWords('<script>a</script>b<style>c</style>&amp;<!-- d -->&eacute;', 10_000)).toBe('b\n&é');
  });
});

describe('fault L15: a letter leaves as its editor showed it', () => {
  it.each([
    ['an empty paragraph', '<p>a</p><p></p><p>b</p>', /<p[^>]*>a<\/p><p[^>]*><br><\/p><p[^>]*>b<\/p>/],
    ['an empty heading', '<h2></h2>', /<h2[^>]*><br><\/h2>/],
    ['an empty item', '<ul><li><p></p></li></ul>', /<li[^>]*><p[^>]*><br><\/p><\/li>/],
    ['a break at the end', '<p>a<br></p>', /<p[^>]*>a<br><br><\/p>/],
    ['a break alone', '<p><br></p>', /<p[^>]*><br><\/p>/],
    ['several spaces', '<p>a   b</p>', /a&nbsp;&nbsp; b/],
    ['a space at the beginning', '<p> a</p>', />&nbsp;a</],
    ['a tab', '<p>a\tb</p>', /a(?:&nbsp;){4}b/],
  ])('%s keeps its place', (_, written, sent) => expect(letterHtml(written)).toMatch(sent));

  it('what has height already is left alone, source code too', () => {
    expect(letterHtml('<p>a</p>')).not.toContain('<br>');
    expect(letterHtml('<p><img src="https://x/y.png"></p>')).not.toContain('<br>');
    expect(letterHtml('<div>a\n    b</div>')).toContain('a\n    b');
  });

  it('lists, headings and quotes have their margins written in them', () => {
    const sent = letterHtml('<h2>a</h2><ul><li><p>b</p></li></ul><blockquote><p>c</p></blockquote>');
    expect(sent).toMatch(/<h2 style="margin: 0 0 0\.5em;[^>]*>a/);
    expect(sent).toMatch(/<ul style="margin: 0 0 1em; padding-left: 2em;">/);
    expect(sent).toMatch(/<p style="margin: 0;">b/);
    expect(sent).toMatch(/<p style="margin: 0 0 1em;">c/);
  });
});
