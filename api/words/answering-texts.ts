/** What is said when a letter cannot leave as it was written, or its settings contradict each other. */
import type { Language, Text } from './text.ts';

export const ANSWERING_TEXTS: Readonly<Record<string, Readonly<Record<Language, Text>>>> = {
  'unknown-attachment': {
    fr: {
      title: 'Pièce jointe inconnue',
      detail: 'Une pièce jointe ou une image n’existe pas ou plus : retirez-la et joignez-la de nouveau.',
    },
    en: {
      title: 'Unknown attachment',
      detail: 'An attachment or a picture does not exist any more: remove it and attach it again.',
    },
  },
  'attachments-too-large': {
    fr: {
      title: 'Pièces jointes trop volumineuses',
      detail:
        'Les pièces jointes et les images dépassent {limit} Mo ensemble : retirez-en. Rien n’a été envoyé, votre texte est gardé.',
    },
    en: {
      title: 'Attachments too large',
      detail:
        'The attachments and pictures exceed {limit} MB together: remove some. Nothing was sent, your text is kept.',
    },
  },
  'unknown-sender': {
    fr: {
      title: 'Adresse d’envoi inconnue',
      detail: 'Cette file n’écrit pas, ou plus, depuis cette adresse : choisissez-en une autre. Rien n’a été envoyé.',
    },
    en: {
      title: 'Unknown sender',
      detail: 'This queue does not write from that address any more: choose another. Nothing was sent.',
    },
  },
  'unknown-template': {
    fr: {
      title: 'Modèle inconnu',
      detail: 'Aucun modèle ne s’appelle {name} : choisissez-en un dans la liste. Rien n’a été envoyé.',
    },
    en: {
      title: 'Unknown template',
      detail: 'No template is called {name}: choose one of the list. Nothing was sent.',
    },
  },
  'dead-domain': {
    fr: {
      title: 'Domaine sans courrier',
      detail:
        '« {address} » : ce domaine n’existe pas ou ne reçoit aucun courrier. Corrigez l’adresse ; rien n’a été envoyé.',
    },
    en: {
      title: 'Domain without mail',
      detail: '“{address}”: that domain does not exist or gets no mail. Correct the address; nothing was sent.',
    },
  },
  'subject-both': {
    fr: {
      title: 'Réglages contraires',
      detail:
        'Ou bien le numéro du dossier s’ajoute à l’objet, ou bien les agents modifient l’objet : ils pourraient sinon retirer le numéro. Rien n’a été changé.',
    },
    en: {
      title: 'Contradictory settings',
      detail:
        'Either the number of the dossier is added to the subject, or agents edit it: they could otherwise take the number away. Nothing was changed.',
    },
  },
  'not-a-letter': {
    fr: { title: 'Rien à transférer', detail: 'On ne transfère qu’un message reçu dans ce dossier.' },
    en: { title: 'Nothing to forward', detail: 'Only a letter received in this dossier can be forwarded.' },
  },
};
