/** HTML made safe to show and to send, and quoted history folded. */
import { markQuotes } from '../../mail/html/quotes.ts';
import { sanitiseReceived, sanitiseSent, textToHtml } from '../../mail/html/sanitise.ts';

const show = (html: string) =>
  sanitiseReceived(html, { cidUrl: (cid) => (cid === 'known@1' ? '/api/parts/1' : undefined) });

// Whatever a snippet is made of, none of this may be in what is shown.
const DANGER =
  /<(?!\/?(?:a|abbr|b|blockquote|br|div|em|font|h[1-6]|i|img|li|ol|p|span|strong|table|tbody|td|tr|u|ul|details|summary)\b)|\son\w+\s*=|javascript:|vbscript:|data:text|url\s*\(|expression\s*\(|@import|\ssrc="(?:https?:)?\/\/|srcset|background=|http-equiv|formaction/i;

describe('showing what was received', () => {
  it.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<p onclick="alert(1)" ONMOUSEOVER=alert(1)>x</p>',
    '<img src=x onerror=alert(1)>',
    '<img src="http://t.example/x.png" srcset="http://t.example/y.png 2x">',
    '<img src="//t.example/x.png">',
    '<img src="javascript:alert(1)"><img src="data:text/html,<script>1</script>"><img src="data:image/svg+xml,<svg/>">',
    '<a href="javascript:alert(1)">x</a><a href="jav&#x09;ascript:alert(1)">x</a><a href="&#1;javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a><a href="vbscript:x">x</a>',
    '<style>@import url(http://t.example/x.css); body{background:url(http://t.example)}</style>',
    '<p style="background:url(http://t.example/x)">x</p><p style="background:u\\72l(http://t.example)">x</p>',
    '<p style="width:expression(alert(1))">x</p><p style="background:/**/url(\'http://t.example\')">x</p>',
    '<p style="background-image:image-set(\'http://t.example/x\' 1x)">x</p>',
    '<form action="http://t.example"><input name=p><button formaction="http://t.example">go</button></form>',
    '<meta http-equiv="refresh" content="0;url=http://t.example"><base href="http://t.example/">',
    '<iframe src="http://t.example"></iframe><object data="http://t.example"></object><embed src="http://t.example">',
    '<svg><script>alert(1)</script><image href="http://t.example/x"/></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<template><img src=x onerror=alert(1)></template><title><img src=x onerror=alert(1)></title>',
    '<table background="http://t.example/x"><tr><td background="http://t.example/y">x</td></tr></table>',
    '<link rel="stylesheet" href="http://t.example/x.css"><video src="http://t.example/x" poster="http://t.example/y"></video>',
    '<!--[if gte mso 9]><img src="http://t.example/x"><![endif]--><![CDATA[<script>alert(1)</script>]]>',
    '<img data-remote-src="javascript:alert(1)"><img """><script>alert(1)</script>">',
    '<div id="createElement" name="cookie">x</div><a id="location" href="x">y</a>',
    `${'<div>'.repeat(5000)}<script>alert(1)</script>`,
  ])('nothing loads, runs or leaves: %.60s', (snippet) => {
    expect(show(snippet).html).not.toMatch(DANGER);
    expect(show(snippet).html).not.toContain('alert(1)</script');
  });

  it('A5: keeps formatting, tables and safe styles', () => {
    const html =
      '<p style="color:#f00;text-align:center"><b>a</b></p><table border="1"><tr><td colspan="2">é</td></tr></table>';
    const { html: shown } = show(html);
    expect(shown).toContain('style="color:#f00;text-align:center"');
    expect(shown).toContain('<td colspan="2">é</td>');
  });

  it('counts remote images and keeps their address aside', () => {
    const { html, remoteImages } = show('<img src="http://t.example/a.png" alt="a"><img src="//t.example/b.png">');
    expect(remoteImages).toBe(2);
    expect(html).toContain('data-remote-src="http://t.example/a.png"');
    expect(html).toContain('data-remote-src="https://t.example/b.png"');
  });

  it('shows the pictures that came with the letter', () => {
    const { html, remoteImages } = show(
      '<img src="cid:known%401"><img src="CID:unknown"><img src="data:image/png;base64,AAAA">',
    );
    expect(html).toBe('<img src="/api/parts/1" /><img /><img src="data:image/png;base64,AAAA" />');
    expect(remoteImages).toBe(0);
  });

  it('opens links elsewhere, without telling where from', () => {
    expect(show('<a href="https://b.fr/?a=1&b=2">x</a>').html).toBe(
      '<a href="https://b.fr/?a=1&amp;b=2" rel="noopener noreferrer" target="_blank">x</a>',
    );
  });

  it('peer 27: what is already safe stays as it is, and sanitising twice changes nothing more', () => {
    const { html } = show(
      '<p>1 &lt; 2 &amp; "x" <a href="mailto:a@b.fr">é</a></p><blockquote type="cite">q</blockquote>',
    );
    expect(show(html).html).toBe(html);
  });

  it('takes time in proportion to what it is given', () => {
    for (const hostile of [
      '<div '.repeat(50_000),
      '<a style="a:b;'.repeat(20_000),
      '<!--'.repeat(50_000),
      '&'.repeat(200_000),
    ]) {
      const began = performance.now();
      show(hostile);
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });
});

describe('sending what was written', () => {
  it('A5: keeps colours, sizes, tables and pictures; drops what runs', () => {
    const sent = sanitiseSent(
      '<p style="font-size:18px;color:rgb(1, 2, 3)">x<script>1</script></p><table><colgroup><col style="width:25px"></colgroup>' +
        '<tbody><tr><td colspan="2" style="background-color:#fff">y</td></tr></tbody></table><img src="cid:i1"><img src="javascript:1">',
    );
    expect(sent).toContain('font-size:18px;color:rgb(1, 2, 3)');
    expect(sent).toContain('<td colspan="2" style="background-color:#fff">y</td>');
    expect(sent).toContain('<img src="cid:i1" />');
    expect(sent).not.toMatch(/script/);
  });
});

describe('fault L8, fault L9: the styles of a letter', () => {
  it.each(['min-height:100vh', 'height:calc(100VH - 1px)', 'padding-top:50dvh', 'margin:1vmin', 'font-size:.5vmax'])(
    'fault L8: nothing is measured by the height of the frame: %s',
    (style) => {
      expect(show(`<style>b { ${style} }</style><p style="${style}">a</p><b>c</b>`).html).toBe('<p>a</p><b>c</b>');
    },
  );

  it.each([
    ['a rule', '<style>p.MsoNormal { margin: 0 }</style><p class="MsoNormal">a</p>', /margin:0/],
    ['its weight', '<style>#a { color: #123 } p { color: #456 }</style><p id="a">a</p>', /color:#123/],
    ['what is written in the element', '<style>p { color: #456 }</style><p style="color:#123">a</p>', /color:#123/],
    ['what is important', '<style>p { color: #123 !important }</style><p style="color:#456">a</p>', /color:#123/],
    ['hidden words', '<style>.x{display:none}</style><p class="x">a</p>', /display:none/],
    ['hidden by its attribute', '<p hidden>a</p>', /display:none/],
    ['put away', '<p style="position:absolute;left:-9999px">a</p>', /display:none/],
    ['cut off', '<p style="max-height:0;overflow:hidden">a</p>', /overflow:hidden/],
    ['wide screens', '<style>@media screen and (min-width:480px){p{color:#123}}</style><p>a</p>', /color:#123/],
    ['a dark body', '<body style="background:#111;color:#eee">a</body>', /^<div style="background:#111;color:#eee">a/],
    [
      'an old body',
      '<body bgcolor="111111" text="white">a</body>',
      /^<div style="background-color:#111111;color:white">a/,
    ],
    ['a body by rule', '<style>body{background:#111}</style><body>a</body>', /^<div style="background:#111">a/],
    ['the colour beside a picture', '<p style="background:#111 url(http://t.example/a)">a</p>', /background:#111/],
  ])('fault L9: kept as it was meant: %s', (_, html, shown) => {
    expect(show(html).html).toMatch(shown);
    expect(show(html).html).not.toMatch(DANGER);
  });

  it.each([
    '<style media="print">p{display:none}</style><p>a</p>',
    '<style>@media print{p{display:none}}</style><p>a</p>',
    '<style>@media only screen and (max-width: 600px){p{display:none}}</style><p>a</p>',
    '<style>@media (prefers-color-scheme:dark){p{color:#fff}}</style><p>a</p>',
    '<style>p{color:red',
  ])('fault L9: not for the desk: %s', (html) => {
    expect(show(html).html).not.toContain('style');
  });
});

describe('text letters', () => {
  it('become lines, links and nested quotes', () => {
    const html = textToHtml('Bonjour <b>,\nvoir https://a.b/c?d=1&e=2.\n> oui\n>> non\n> fin\nà moi@x.fr');
    expect(html).toBe(
      '<div>Bonjour &lt;b&gt;,<br>voir <a href="https://a.b/c?d=1&amp;e=2" rel="noopener noreferrer" target="_blank">https://a.b/c?d=1&amp;e=2</a>.</div>' +
        '<blockquote type="cite"><div>oui</div><blockquote type="cite"><div>non</div></blockquote><div>fin</div></blockquote>' +
        '<div>à <a href="mailto:moi@x.fr" rel="noopener noreferrer" target="_blank">moi@x.fr</a></div>',
    );
  });

  it.each([
    ['https://x.fr/wiki/A_(b)', 'https://x.fr/wiki/A_(b)'],
    ['(voir https://x.fr/wiki/A_(b)).', 'https://x.fr/wiki/A_(b)'],
    ['(https://x.fr/a).', 'https://x.fr/a'],
    ['[https://x.fr/a[1]/b?c={d}]', 'https://x.fr/a[1]/b?c={d}'],
    ['« https://x.fr/a », puis', 'https://x.fr/a'],
    ['“https://x.fr/a”…', 'https://x.fr/a'],
    ['est-ce https://x.fr/a?!', 'https://x.fr/a'],
    ['https://x.fr/(a)(b))))', 'https://x.fr/(a)(b)'],
    ['écrire à (a@x.fr).', 'mailto:a@x.fr'],
  ])('fault L21: a link is whole, the punctuation after it stays out: %s', (text, href) => {
    const links = [...textToHtml(text).matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
    expect(links).toEqual([href]);
  });

  it.each([
    '<xml><w:WordDocument><w:Zoom>96</w:Zoom></w:WordDocument></xml>',
    '<xml:namespace prefix="o" ns="urn:schemas-microsoft-com:office:office" />',
    '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />',
    '<w:WordDocument><w:View>Normal</w:View><w:Zoom>96</w:Zoom></w:WordDocument>',
    '<o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings>',
    '<!--[if gte mso 9]><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml><![endif]-->',
    '<![if !vml]><![endif]>',
    '<o:p></o:p>',
  ])('fault L21: what Word writes for itself shows nothing: %s', (written) => {
    expect(show(`<p>a</p>${written}<p>b</p>`).html).toBe('<p>a</p><p>b</p>');
  });

  it('fault L21: what Word says to all but itself is shown', () => {
    expect(show('<![if !mso]><p>a</p><![endif]><!--[if !mso]><!--><p>b<o:p>c</o:p></p><!--<![endif]-->').html).toBe(
      '<p>a</p><p>bc</p>',
    );
  });

  it('cannot bring markup', () => {
    expect(show(textToHtml('<script>alert(1)</script> http://x/"onclick="y')).html).not.toMatch(DANGER);
  });
});

describe('folding quoted history', () => {
  const FOLD = '<details class="pli-quote"><summary>…</summary>';

  it.each([
    [
      'Gmail',
      '<p>new</p>',
      '<div class="gmail_quote"><div>Le lun., C a écrit :</div><blockquote>old</blockquote></div>',
      '',
    ],
    [
      'Thunderbird',
      '<p>new</p>',
      '<div class="moz-cite-prefix">On x, y wrote:</div><blockquote type="cite">old</blockquote>',
      '<p>inline</p>',
    ],
    ['Apple Mail', 'new<br>', '<blockquote type="cite"><div>Le 3 mai 2026, x a écrit :</div>old</blockquote>', ''],
    [
      'Outlook on the web',
      '<p>new</p>',
      '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> x</div>old',
      '',
    ],
    [
      'Outlook',
      '<p>new</p>',
      '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>De :</b> x<br><b>Envoyé :</b> lundi</p></div></div><p>old</p>',
      '',
    ],
    ['text', '<p>new</p>', "<p>-----Message d'origine-----</p><p>old</p>", ''],
    [
      'an attribution',
      '<p>new</p>',
      '<div>Le 3 mai 2026 à 10:00, Claire &lt;c@d.fr&gt; a écrit :</div><blockquote>old</blockquote>',
      '',
    ],
  ])('knows how %s marks it', (_, before, quote, after) => {
    expect(markQuotes(before + quote + after)).toBe(`${before}${FOLD}${quote}</details>${after}`);
  });

  it('peer 29: changes nothing else: <user@host> survives', () => {
    const html = '<p>write to &lt;user@host&gt; &amp; <a href="mailto:a@b.fr">é</a>&nbsp;!</p>';
    expect(markQuotes(html).replace('\u00a0', '&nbsp;')).toBe(html);
    const text = textToHtml(
      'ok <user@host>\n\nLe 3 mai 2026 à 10:00, Claire <c@d.fr> a écrit :\n> answer <user@host>\n\nC.',
    );
    expect(markQuotes(text).replaceAll(/<details[^>]*><summary>…<\/summary>|<\/details>/g, '')).toBe(text);
    expect(markQuotes(text)).toContain(FOLD);
  });

  it('leaves a forwarded letter, and one that is nothing but a quote, open', () => {
    for (const html of [
      '<blockquote type="cite">only</blockquote>',
      '<div class="gmail_quote">---------- Forwarded message</div>',
    ])
      expect(markQuotes(html)).toBe(html);
  });
});
