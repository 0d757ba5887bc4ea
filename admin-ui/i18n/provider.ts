/** French first; a sentence missing in one language shows in English, never as a raw key. */
import polyglotI18nProvider from 'ra-i18n-polyglot';
import englishMessages from 'ra-language-english';
import frenchMessages from 'ra-language-french';
import type { I18nProvider, TranslationMessages } from 'react-admin';
import { en } from './en.ts';
import { fr } from './fr.ts';

interface Tree {
  readonly [key: string]: string | Tree;
}

/** The second tree laid over the first. */
export function mergeMessages(base: Tree, over: Tree): Tree {
  const merged = Object.entries(over).map(([key, value]) => {
    const under = base[key];
    const both = typeof value === 'object' && typeof under === 'object';
    return [key, both ? mergeMessages(under, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(merged) };
}

const english = mergeMessages(englishMessages as unknown as Tree, { pli: en });
const french = mergeMessages(mergeMessages(english, frenchMessages as unknown as Tree), { pli: fr });

export const i18nProvider: I18nProvider = polyglotI18nProvider(
  (locale) => (locale === 'en' ? english : french) as unknown as TranslationMessages,
  'fr',
  [
    { locale: 'fr', name: 'Français' },
    { locale: 'en', name: 'English' },
  ],
);
