/** What each refusal says: what happened, what was kept, what to do. French and English together. */

import { ANSWERING_TEXTS } from './answering-texts.ts';
import { CONFIGURATION_TEXTS } from './configuration-texts.ts';
import { REFUSAL_TEXTS } from './refusal-texts.ts';
import type { Language, Text } from './text.ts';

const TEXTS: Readonly<Record<string, Readonly<Record<Language, Text>>>> = {
  ...REFUSAL_TEXTS,
  ...ANSWERING_TEXTS,
  ...CONFIGURATION_TEXTS,
  invalid: {
    fr: { title: 'Demande incorrecte', detail: 'Certains champs sont incorrects ; rien n’a été changé.' },
    en: { title: 'Invalid request', detail: 'Some fields are wrong; nothing was changed.' },
  },
  'malformed-json': {
    fr: { title: 'JSON illisible', detail: 'Le corps de la demande n’est pas du JSON ; rien n’a été changé.' },
    en: { title: 'Malformed JSON', detail: 'The body of the request is not JSON; nothing was changed.' },
  },
  'not-json': {
    fr: { title: 'Type de contenu refusé', detail: 'Envoyez du JSON avec Content-Type: application/json.' },
    en: { title: 'Content type refused', detail: 'Send JSON with Content-Type: application/json.' },
  },
  'too-large': {
    fr: { title: 'Trop volumineux', detail: 'La demande dépasse la taille permise ; rien n’a été changé.' },
    en: { title: 'Too large', detail: 'The request is larger than allowed; nothing was changed.' },
  },
  'too-many-values': {
    fr: {
      title: 'Trop de valeurs',
      detail: 'La demande a plus de valeurs, ou plus de niveaux, qu’il n’est permis ; rien n’a été changé.',
    },
    en: {
      title: 'Too many values',
      detail: 'The request has more values, or more levels, than allowed; nothing was changed.',
    },
  },
  'original-erased': {
    fr: {
      title: 'Original effacé',
      detail: 'L’original de ce message a été effacé pour de bon, avec ce qu’on en a supprimé.',
    },
    en: {
      title: 'Original erased',
      detail: 'The original of this message was erased for good, with what was removed from it.',
    },
  },
  'upload-quota': {
    fr: {
      title: 'Trop de fichiers envoyés',
      detail:
        'Vous avez envoyé autant de fichiers qu’il est permis en un jour. Ceux-ci sont gardés ; recommencez dans {wait}.',
    },
    en: {
      title: 'Too many files uploaded',
      detail: 'You uploaded as many files as one day allows. Those are kept; try again in {wait}.',
    },
  },
  'key-required': {
    fr: {
      title: 'Clé absente',
      detail:
        'Un en-tête Idempotency-Key (8 à 200 caractères) est nécessaire, pour qu’une nouvelle tentative ne double rien.',
    },
    en: {
      title: 'Key missing',
      detail: 'An Idempotency-Key header (8 to 200 characters) is needed, so that a retry doubles nothing.',
    },
  },
  'signed-out': {
    fr: { title: 'Connexion nécessaire', detail: 'Votre session est terminée ou absente : connectez-vous.' },
    en: { title: 'Sign-in needed', detail: 'Your session has ended or is missing: sign in.' },
  },
  'bad-credentials': {
    fr: { title: 'Connexion refusée', detail: 'L’adresse ou le mot de passe est incorrect.' },
    en: { title: 'Sign-in refused', detail: 'The address or the password is wrong.' },
  },
  'too-many-attempts': {
    fr: { title: 'Trop d’essais', detail: 'Trop d’essais de connexion : recommencez dans {wait}.' },
    en: { title: 'Too many attempts', detail: 'Too many sign-in attempts: try again in {wait}.' },
  },
  'sign-in-busy': {
    fr: {
      title: 'Trop de connexions à la fois',
      detail: 'Beaucoup de personnes se connectent en ce moment : recommencez dans {wait}.',
    },
    en: {
      title: 'Too many sign-ins at once',
      detail: 'Many people are signing in just now: try again in {wait}.',
    },
  },
  'wrong-password': {
    fr: {
      title: 'Mot de passe incorrect',
      detail: 'Votre mot de passe actuel n’est pas celui-là. Rien n’a été changé.',
    },
    en: { title: 'Wrong password', detail: 'This is not your present password. Nothing was changed.' },
  },
  'foreign-origin': {
    fr: { title: 'Origine refusée', detail: 'Cette demande vient d’un autre site ; rien n’a été changé.' },
    en: { title: 'Origin refused', detail: 'This request comes from another site; nothing was changed.' },
  },
  'html-too-costly': {
    fr: {
      title: 'Mise en forme trop lourde',
      detail: 'Ce texte demande trop de calcul pour être envoyé ainsi. Il est gardé : retirez-en de la mise en forme.',
    },
    en: {
      title: 'Formatting too heavy',
      detail: 'This text takes too much work to be sent as it is. It is kept: remove some of its formatting.',
    },
  },
  infected: {
    fr: {
      title: 'Pièce jointe infectée',
      detail: 'L’antivirus a trouvé un virus dans « {name} » : ce fichier ne peut être ni téléchargé ni joint.',
    },
    en: {
      title: 'Infected attachment',
      detail: 'The antivirus found a virus in “{name}”: this file can be neither downloaded nor attached.',
    },
  },
  'attachment-held': {
    fr: {
      title: 'Pièce jointe retenue',
      detail:
        'L’antivirus n’a pas pu lire « {name} ». Rien n’est perdu : le fichier et votre texte sont gardés, et il s’ouvrira et partira dès qu’il aura été lu. Réessayez dans quelques minutes ; si cela dure, prévenez un administrateur.',
    },
    en: {
      title: 'Attachment held',
      detail:
        'The antivirus could not read “{name}”. Nothing is lost: the file and your text are kept, and it can be opened and sent as soon as it was read. Try again in a few minutes; if this lasts, tell an administrator.',
    },
  },
  'not-deferred': {
    fr: { title: 'Rien à retenter', detail: 'Cet envoi n’attend pas de nouvel essai ; rien n’a été changé.' },
    en: { title: 'Nothing to retry', detail: 'This message does not wait for another attempt; nothing was changed.' },
  },
  'not-cancellable': {
    fr: {
      title: 'Envoi impossible à annuler',
      detail: 'Quelqu’un a déjà ce message, ou a pu le recevoir, ou il est en train de partir ; rien n’a été changé.',
    },
    en: {
      title: 'Cannot be cancelled',
      detail: 'Somebody has this message, or may have it, or it is leaving now; nothing was changed.',
    },
  },
  'no-letter': {
    fr: {
      title: 'Aucun message du contact',
      detail: 'Un nouveau dossier s’ouvre sur un message du contact : choisissez-en un.',
    },
    en: { title: 'No letter of the contact', detail: 'A new dossier opens on a letter of the contact: choose one.' },
  },
  'nothing-left': {
    fr: {
      title: 'Rien ne resterait',
      detail: 'Un message du contact doit rester dans ce dossier. Rien n’a été changé.',
    },
    en: {
      title: 'Nothing would be left',
      detail: 'A letter of the contact must stay in this dossier. Nothing was changed.',
    },
  },
  'mailbox-away': {
    fr: {
      title: 'Boîte injoignable',
      detail: 'Le serveur de la boîte ne donne pas cette lettre. Rien n’a changé : réessayez plus tard.',
    },
    en: {
      title: 'Mailbox out of reach',
      detail: 'The mailbox’s server does not give this letter. Nothing was changed: try again later.',
    },
  },
  'no-sender': {
    fr: { title: 'Expéditeur illisible', detail: 'Cette lettre ne dit pas qui l’envoie : ignorez-la seule.' },
    en: { title: 'No sender to be read', detail: 'This letter does not say who sends it: ignore it alone.' },
  },
  'not-found': {
    fr: { title: 'Introuvable', detail: 'Cet élément n’existe pas, ou vous n’y avez pas accès.' },
    en: { title: 'Not found', detail: 'This does not exist, or you have no access to it.' },
  },
  'draft-conflict': {
    fr: {
      title: 'Brouillon modifié entre-temps',
      detail:
        'Un collègue a enregistré ce brouillon depuis que vous l’avez ouvert. Votre texte n’a pas été perdu : comparez, puis enregistrez.',
    },
    en: {
      title: 'Draft changed meanwhile',
      detail: 'A colleague saved this draft since you opened it. Your text is not lost: compare, then save.',
    },
  },
  'unknown-message': {
    fr: { title: 'Message inconnu', detail: 'Le message auquel vous répondez n’est pas dans ce dossier.' },
    en: { title: 'Unknown message', detail: 'The message you answer is not in this dossier.' },
  },
  'at-capacity': {
    fr: {
      title: 'Capacité atteinte',
      detail:
        '{agent} a déjà {capacity} dossiers en main, le maximum prévu : il faut d’abord en finir un. Rien n’a été changé.',
    },
    en: {
      title: 'No room left',
      detail:
        '{agent} already has {capacity} dossiers in hand, the most allowed: finish one first. Nothing was changed.',
    },
  },
  'not-a-member': {
    fr: { title: 'File d’une autre équipe', detail: 'On n’écrit qu’au nom d’une file à laquelle on appartient.' },
    en: { title: 'Another team’s queue', detail: 'One writes only in the name of a queue one belongs to.' },
  },
  'no-mailbox': {
    fr: {
      title: 'Aucune boîte d’envoi',
      detail: 'Cette file n’a pas de boîte aux lettres pour envoyer. Rien n’a été envoyé.',
    },
    en: { title: 'No mailbox to send from', detail: 'This queue has no mailbox to send from. Nothing was sent.' },
  },
  'choose-mailbox': {
    fr: { title: 'Boîte d’envoi à choisir', detail: 'Cette file écrit depuis plusieurs adresses : choisissez-en une.' },
    en: { title: 'Choose a mailbox', detail: 'This queue writes from several addresses: choose one.' },
  },
  'not-in-validation': {
    fr: {
      title: 'Plus en validation',
      detail: 'Aucune réponse de ce dossier n’attend de validation : elle vient peut-être d’être traitée.',
    },
    en: {
      title: 'No longer under validation',
      detail: 'No answer of this dossier waits for validation: it may just have been dealt with.',
    },
  },
  'unknown-name': {
    fr: {
      title: 'Nom inconnu',
      detail: '« {name} » n’est ni une personne, ni une file, ni un modèle. Rien n’a été changé.',
    },
    en: { title: 'Unknown name', detail: '“{name}” is no person, queue or template. Nothing was changed.' },
  },
  'named-twice': {
    fr: { title: 'Nom en double', detail: '« {name} » est là deux fois. Rien n’a été changé.' },
    en: { title: 'Named twice', detail: '“{name}” is there twice. Nothing was changed.' },
  },
  'bad-address': {
    fr: {
      title: 'Adresse incorrecte',
      detail: '« {address} » n’est pas une adresse : corrigez-la. Rien n’a été envoyé.',
    },
    en: { title: 'Wrong address', detail: '“{address}” is not an address: correct it. Nothing was sent.' },
  },
  'engine-unavailable': {
    fr: {
      title: 'Service momentanément indisponible',
      detail:
        'Le moteur ne répond pas. Votre texte est gardé : recommencez, la même demande ne sera pas faite deux fois.',
    },
    en: {
      title: 'Briefly unavailable',
      detail: 'The engine does not answer. Your text is kept: try again, the same request will not be done twice.',
    },
  },
  internal: {
    fr: {
      title: 'Erreur de notre côté',
      detail: 'Une erreur inattendue est survenue ; elle est consignée sous le numéro {request}.',
    },
    en: { title: 'Our error', detail: 'Something unexpected happened; it is logged under number {request}.' },
  },
};

/** The text of that code, its `{name}` filled in. An unknown code reads as an internal error. */
export function problemText(code: string, language: Language, values: Readonly<Record<string, string>>): Text {
  const text = (TEXTS[code] ?? TEXTS.internal)?.[language];
  const fill = (template = '') => template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  return { title: fill(text?.title), detail: fill(text?.detail) };
}
