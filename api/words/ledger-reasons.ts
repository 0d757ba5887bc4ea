/** What decided a letter's fate, in words. French and English together. */
import type { Reason, ReasonCode } from '../../store/letters/ledger.ts';
import type { Language } from './text.ts';

const TEXTS: Readonly<Record<ReasonCode, Readonly<Record<Language, string>>>> = {
  'new-dossier': { fr: 'Aucune référence connue : nouveau dossier', en: 'No known reference: new dossier' },
  'address-token': {
    fr: 'Écrite à l’adresse de réponse du dossier {detail}',
    en: 'Written to the reply address of dossier {detail}',
  },
  'in-reply-to': { fr: 'Répond à {detail}', en: 'Answers {detail}' },
  references: { fr: 'Se réfère à {detail}', en: 'Refers to {detail}' },
  'subject-number': {
    fr: 'Son objet porte le numéro {detail}, et son auteur est du dossier',
    en: 'Its subject has the number {detail}, and its author is of the dossier',
  },
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
  bounced: { fr: 'Non remis à {detail}', en: 'Not delivered to {detail}' },
  delayed: { fr: 'Remise retardée à {detail}', en: 'Delayed for {detail}' },
  delivered: { fr: 'Remis à {detail}', en: 'Delivered to {detail}' },
  'unknown-bounce': {
    fr: 'Avis de remise d’un envoi qui n’est pas de nous',
    en: 'Report of delivery of a letter that is not ours',
  },
  unreadable: { fr: 'Illisible ({detail}) : gardée telle quelle', en: 'Unreadable ({detail}): kept as it came' },
  'too-large': {
    fr: 'Trop volumineuse pour être lue ({detail} Mo) : restée sur le serveur',
    en: 'Too large to be read ({detail} MB): left on the server',
  },
  'connection-test': { fr: 'Lettre d’un test de connexion', en: 'Letter of a connection test' },
  'too-slow': { fr: 'Trop longue à lire : gardée telle quelle', en: 'Too slow to read: kept as it came' },
  'too-heavy': { fr: 'Trop lourde à lire : gardée telle quelle', en: 'Too heavy to read: kept as it came' },
  'ignored-by-rule': {
    fr: 'Illisible ou trop volumineuse, et une règle ignore {detail}',
    en: 'Unreadable or too large, and a rule ignores {detail}',
  },
  'ignored-by-hand': { fr: 'Mise à part : ignorée à la main', en: 'Set aside: ignored by hand' },
  'attached-by-hand': { fr: 'Rattachée à la main', en: 'Attached by hand' },
  'refused-by-store': {
    fr: 'Refusée par la base ({detail}) : gardée telle quelle',
    en: 'Refused by the store ({detail}): kept as it came',
  },
};

export function reasonText({ code, detail }: Reason, language: Language): string {
  return TEXTS[code][language].replace('{detail}', detail);
}
