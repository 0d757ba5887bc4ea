/** What servers call a letter that they accepted. */
import { namesOf, relayIds } from '../../domain/post/relay-ids.ts';

it.each([
  ['250 Ok 0102018d3f4c5e6a-7b8c9d0e-000000', ['0102018d3f4c5e6a-7b8c9d0e-000000']],
  ['250 2.0.0 OK <a1@mail.example> [Hostname=mx1.mail.example] Queued', ['<a1@mail.example>']],
  ['250 2.0.0 Ok: queued as 4XyZ1234', []],
  ['250 2.0.0 OK  1699999999 a1-20020a05600c', []],
  ['250 Great success', []],
  ['', []],
])('fault L3: « %s » names %j', (response, ids) => {
  expect(relayIds(response)).toEqual(ids);
});

it('fault L3: a Message-ID is known whole, and by what stands before its domain', () => {
  expect(namesOf('<a@b>')).toEqual(['<a@b>', 'a']);
});
