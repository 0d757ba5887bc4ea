/** Links whose words name a site, and where they lead. */
import fc from 'fast-check';
import { otherSite } from '../../domain/post/link-disguise.ts';

it.each([
  ['https://www.banque.example/compte', 'http://evil.example/x', 'evil.example'],
  ['www.banque.example', 'https://banque.example.evil.example/', 'banque.example.evil.example'],
  ['banque.example', 'https://evil.example', 'evil.example'],
  ['Connectez-vous sur https://banque.example maintenant', 'https://evil.example', 'evil.example'],
  ['Connectez-vous sur banque.example maintenant', 'https://evil.example', 'evil.example'],
  ['HTTPS://BANQUE.EXAMPLE', 'https://evil.example', 'evil.example'],
  ['Banque.Example', 'https://evil.example', 'evil.example'],
  ['banque\u200b.example', 'https://evil.example', 'evil.example'],
  ['https://banque.example', 'https://10.0.0.9/x', '10.0.0.9'],
  ['cliquez ici', 'https://www.banque.example@evil.example/', 'evil.example'],
  ['support@banque.example', 'mailto:vol@evil.example', 'evil.example'],
  ['support@banque.example', 'https://evil.example/', 'evil.example'],
  ['banque.example', 'https://bаnque.example/', 'xn--bnque-4ve.example'],
])('fault S10: %s leads to another site by %s', (words, href, led) => {
  expect(otherSite(words, href)).toBe(led);
});

it.each([
  ['https://banque.example/compte', 'https://www.banque.example/compte?x=1'],
  ['www.banque.example', 'https://compte.banque.example/'],
  ['compte.banque.example', 'https://banque.example/'],
  ['Banque.Example', 'https://banque.example'],
  ['notre site', 'https://banque.example'],
  ['facture.pdf', 'https://fichiers.example/facture.pdf'],
  ['arrivé.Merci', 'https://banque.example'],
  ['Bien reçu.Merci de voir', 'https://banque.example'],
  ['support@banque.example', 'mailto:Support@Banque.example'],
  ['banque.example', 'tel:+33123456789'],
  ['banque.example', '#bas'],
  ['', 'https://banque.example'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
  ['v1.2', 'https://banque.example'],
])('fault S10: %s agrees with %s', (words, href) => {
  expect(otherSite(words, href)).toBeNull();
});

it('fault S10: an address shown as it is never warns', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      expect(otherSite(url, url)).toBeNull();
    }),
  );
});
