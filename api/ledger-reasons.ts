/** What decided a letter's fate, in words. French and English together. */
import type { Reason, ReasonCode } from '../store/ledger.ts';
import type { Language } from './problem-texts.ts';

const TEXTS: Readonly<Record<ReasonCode, Readonly<Record<Language, string>>>> = {
  'new-dossier': { fr: 'Aucune référence connue : nouveau dossier', en: 'No known reference: new dossier' },
  reference: { fr: 'Répond à {detail}', en: 'Answers {detail}' },
  'referred-to-earlier': {
    fr: 'Une lettre arrivée avant elle y répondait : {detail}',
    en: 'A letter that arrived before answered it: {detail}',
  },
  'continues-archived': {
    fr: 'Suite du dossier archivé {detail} : nouveau dossier',
    en: 'Continues the archived dossier {detail}: new dossier',
  },
  'same-content': {
    fr: 'Même contenu qu’une lettre déjà reçue',
    en: 'Same content as a letter received before',
  },
  'own-copy': { fr: 'Copie de notre envoi {detail}', en: 'Copy of our {detail}' },
  unreadable: { fr: 'Illisible ({detail}) : gardée telle quelle', en: 'Unreadable ({detail}): kept as it came' },
  'too-large': {
    fr: 'Trop volumineuse pour être lue : restée sur le serveur',
    en: 'Too large to be read: left on the server',
  },
};

export function reasonText({ code, detail }: Reason, language: Language): string {
  return TEXTS[code][language].replace('{detail}', detail);
}
