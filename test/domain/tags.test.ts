/** The tags of automatic texts. */
import { firstName } from '../../domain/post/first-name.ts';
import { fillTags, TAGS, unknownTags } from '../../domain/post/tags.ts';

const values = Object.fromEntries(TAGS.map((tag) => [tag, `<${tag}>`])) as never;

it('C16: every tag is filled in, as text', () => {
  const html = TAGS.map((tag) => `@{${tag}}`).join(' ');
  expect(fillTags(html, values)).toBe(TAGS.map((tag) => `&lt;${tag}&gt;`).join(' '));
});

it('C16: what is no tag stays as it is, and can be told', () => {
  expect(fillTags('<p>@{nobody} @ {date} @{date}</p>', values)).toBe('<p>@{nobody} @ {date} &lt;date&gt;</p>');
  expect(unknownTags('@{nobody} @{date} @{nobody}')).toEqual(['nobody']);
});

it('C16: people are called by their first name, or by what stands before the @', () => {
  expect(firstName({ name: ' Zoé Martin', email: 'z@x.fr' })).toBe('Zoé');
  expect(firstName({ name: '', email: 'zoe.martin@x.fr' })).toBe('zoe.martin');
});
