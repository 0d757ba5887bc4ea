/** HTML that means harm, or that breaks what reads it. */
import { type AwkwardLetter, awkward, html } from './build.ts';

const SNIPPETS: Readonly<Record<string, string>> = {
  'a script': '<script>alert(1)</script>',
  'a script within a script': '<scr<script>ipt>alert(1)</scr</script>ipt>',
  'an event': '<p onclick="alert(1)" ONMOUSEOVER=alert(1)>x</p>',
  'a picture that fails': '<img src=x onerror=alert(1)>',
  'a remote picture': '<img src="http://tracker.example/x.png">',
  'a remote picture in a set': '<img srcset="http://tracker.example/y.png 2x">',
  'a remote picture without a scheme': '<img src="//tracker.example/x.png">',
  'a picture that is a page': '<img src="data:text/html,<script>alert(1)</script>">',
  'a picture that is SVG': '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
  'a link that runs': '<a href="javascript:alert(1)">x</a>',
  'a link that runs, hidden': '<a href="jav&#x09;ascript:alert(1)">x</a><a href="&#1;javascript:alert(1)">x</a>',
  'a link to data': '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  'styles that load':
    '<style>@import url(http://tracker.example/x.css)</style><p style="background:url(http://tracker.example)">x</p>',
  'styles that load, escaped': '<p style="background:u\\72l(http://tracker.example)">x</p>',
  'styles that run': '<p style="width:expression(alert(1))">x</p>',
  'styles that load sets': '<p style="background-image:image-set(\'http://tracker.example/x\' 1x)">x</p>',
  'a form':
    '<form action="http://tracker.example"><input name=p><button formaction="http://tracker.example">go</button></form>',
  'a refresh':
    '<meta http-equiv="refresh" content="0;url=http://tracker.example"><base href="http://tracker.example/">',
  frames:
    '<iframe src="http://tracker.example"></iframe><object data="http://tracker.example"></object><embed src="http://tracker.example">',
  SVG: '<svg><script>alert(1)</script><image href="http://tracker.example/x"/></svg>',
  'MathML confusion':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  'noscript confusion': '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  'a template': '<template><img src=x onerror=alert(1)></template><title><img src=x onerror=alert(1)></title>',
  'a comment of Outlook': '<!--[if gte mso 9]><img src="http://tracker.example/x"><![endif]-->',
  'a table that loads':
    '<table background="http://tracker.example/x"><tr><td background="http://tracker.example/y">x</td></tr></table>',
  media:
    '<video src="http://tracker.example/x" poster="http://tracker.example/y"></video><audio src="http://tracker.example/z"></audio>',
  'a link element':
    '<link rel="stylesheet" href="http://tracker.example/x.css"><link rel=prefetch href="http://tracker.example">',
  'our own attribute': '<img data-remote-src="javascript:alert(1)">',
  'names that clobber': '<div id="createElement" name="cookie">x</div><a id="location" href="x">y</a>',
  'quotes unfinished': '<img """><script>alert(1)</script>"> <a href=\'x',
  '5,000 levels': `${'<div>'.repeat(5000)}deep`,
  '50,000 unfinished tags': '<div '.repeat(50_000),
  '200,000 ampersands': '&'.repeat(200_000),
  'a long list of comments': '<!--'.repeat(50_000),
  'a page within a page': '<html><body><html><head><title>x</title></head><body><p>y</p></body></html>',
  'nothing but tags': '<p></p><div></div>',
};

export const HOSTILE_HTML: readonly AwkwardLetter[] = Object.entries(SNIPPETS).map(([name, snippet]) =>
  awkward(`HTML: ${name}`, html(snippet)),
);
