/** What each refusal of a command says: what happened, what was kept, what to do. French and English together. */
import type { RefusalCode } from '../../domain/dossier/commands.ts';
import type { Language, Text } from './text.ts';

export const REFUSAL_TEXTS: Readonly<Record<RefusalCode, Readonly<Record<Language, Text>>>> = {
  'not-open': {
    fr: {
      title: 'Dossier pas encore ouvert',
      detail: 'Le dossier est en cours d’ouverture : recommencez dans un instant.',
    },
    en: { title: 'Dossier not open yet', detail: 'The dossier is being opened: try again in a moment.' },
  },
  stale: {
    fr: {
      title: 'Dossier modifié entre-temps',
      detail:
        'Le dossier a changé depuis que vous l’avez lu. Rien n’a été envoyé, votre texte est gardé : relisez, puis recommencez.',
    },
    en: {
      title: 'Dossier changed meanwhile',
      detail: 'The dossier has changed since you read it. Nothing was sent, your text is kept: read again, then retry.',
    },
  },
  'not-in-this-state': {
    fr: {
      title: 'Impossible dans cet état',
      detail: 'Le dossier est « {state} » : cette action n’y est pas possible.',
    },
    en: { title: 'Not possible in this state', detail: 'The dossier is “{state}”: this action is not possible there.' },
  },
  forbidden: {
    fr: { title: 'Droit manquant', detail: 'Vous n’avez pas le droit de faire cela ({right}).' },
    en: { title: 'Right missing', detail: 'You do not have the right to do this ({right}).' },
  },
  'needs-pull-mode': {
    fr: { title: 'Réservé au mode pull', detail: 'Répondre sans clore : seulement si la file est en mode pull.' },
    en: { title: 'Pull mode only', detail: 'Reply without closing: only where the queue is in pull mode.' },
  },
  'reply-pending': {
    fr: {
      title: 'Réponse en cours d’envoi',
      detail: 'Une réponse part dans quelques secondes : annulez-la ou attendez son départ. Votre texte est gardé.',
    },
    en: {
      title: 'Reply being sent',
      detail: 'A reply leaves in a few seconds: undo it or wait for it to leave. Your text is kept.',
    },
  },
  'no-recipient': {
    fr: { title: 'Destinataire manquant', detail: 'Ajoutez au moins un destinataire. Rien n’a été envoyé.' },
    en: { title: 'Recipient missing', detail: 'Add at least one recipient. Nothing was sent.' },
  },
  'recipient-locked': {
    fr: {
      title: 'Destinataire imposé',
      detail:
        'Vous n’avez pas le droit d’écrire à « {address} » dans ce dossier : gardez le destinataire prérempli. Rien n’a été envoyé.',
    },
    en: {
      title: 'Recipient locked',
      detail:
        'You do not have the right to write to “{address}” in this dossier: keep the prefilled recipient. Nothing was sent.',
    },
  },
  'nothing-to-undo': {
    fr: { title: 'Rien à annuler', detail: 'Aucune réponse n’attend : elle est partie ou a déjà été annulée.' },
    en: { title: 'Nothing to undo', detail: 'No reply is waiting: it has left or was undone already.' },
  },
  'not-yours': {
    fr: { title: 'Réponse d’un collègue', detail: 'Seul l’auteur de la réponse peut l’annuler.' },
    en: { title: 'A colleague’s reply', detail: 'Only the author of the reply can undo it.' },
  },
  'not-outbound': {
    fr: { title: 'Réservé aux envois', detail: 'Seul un dossier ouvert par nous peut être suspendu avant l’envoi.' },
    en: { title: 'Outbound only', detail: 'Only a dossier that we began can be suspended before it is sent.' },
  },
  'not-offered': {
    fr: { title: 'Pas d’offre', detail: 'Ce dossier ne vous est pas ou plus proposé.' },
    en: { title: 'No offer', detail: 'This dossier is not, or no longer, offered to you.' },
  },
  'offered-to-another': {
    fr: { title: 'Proposé à un collègue', detail: 'Ce dossier est proposé à {agent} ; attendez sa réponse.' },
    en: { title: 'Offered to a colleague', detail: 'This dossier is offered to {agent}; wait for the answer.' },
  },
  'assigned-to-another': {
    fr: { title: 'Assigné à un collègue', detail: 'Ce dossier est à {agent}. Un superviseur peut le réassigner.' },
    en: { title: 'Assigned to a colleague', detail: 'This dossier belongs to {agent}. A supervisor can reassign it.' },
  },
  'already-yours': {
    fr: { title: 'Déjà à vous', detail: 'Ce dossier vous est déjà assigné.' },
    en: { title: 'Already yours', detail: 'This dossier is assigned to you already.' },
  },
  'not-assigned': {
    fr: { title: 'Assigné à personne', detail: 'Assignez-vous d’abord ce dossier.' },
    en: { title: 'Assigned to nobody', detail: 'Assign this dossier to yourself first.' },
  },
  'not-assignable': {
    fr: { title: 'Assignation impossible', detail: 'Cette personne ne travaille pas dans cette file.' },
    en: { title: 'Cannot be assigned', detail: 'This person does not work in this queue.' },
  },
  'needs-acceptance': {
    fr: { title: 'Prise en charge requise', detail: 'Prenez d’abord le dossier en charge, puis transférez-le.' },
    en: { title: 'Accept it first', detail: 'Accept the dossier first, then transfer it.' },
  },
  'needs-outcome': {
    fr: {
      title: 'Résultat attendu',
      detail: 'La file demande un résultat avant de clore : renseignez-le, puis recommencez.',
    },
    en: { title: 'Outcome needed', detail: 'The queue asks for an outcome before closing: say it, then try again.' },
  },
  'unknown-disposition': {
    fr: { title: 'Motif inconnu', detail: 'Ce motif n’est pas de ceux de la compétence de la file.' },
    en: { title: 'Unknown disposition', detail: 'This disposition is not one of the queue’s skill.' },
  },
  'needs-wrap-up': {
    fr: { title: 'Motif de transfert attendu', detail: 'Choisissez un motif de transfert de la liste de la file.' },
    en: { title: 'Wrap-up reason needed', detail: 'Choose one of the queue’s wrap-up reasons.' },
  },
  'needs-reason': {
    fr: { title: 'Motif attendu', detail: 'Dites pourquoi la réponse est refusée : son auteur le lira.' },
    en: { title: 'Reason needed', detail: 'Say why the answer is refused: its author will read it.' },
  },
  'transfer-mode-off': {
    fr: { title: 'Transfert non permis', detail: 'La file ne permet pas ce transfert.' },
    en: { title: 'Transfer not allowed', detail: 'The queue does not allow this kind of transfer.' },
  },
  'queue-closed': {
    fr: { title: 'File fermée', detail: 'Cette file est fermée ou supprimée ; rien n’a été changé.' },
    en: { title: 'Queue closed', detail: 'This queue is closed or deleted; nothing was changed.' },
  },
  'same-queue': {
    fr: { title: 'Déjà dans cette file', detail: 'Le dossier est déjà dans cette file.' },
    en: { title: 'Already there', detail: 'The dossier is in this queue already.' },
  },
  'unknown-target': {
    fr: { title: 'Destination inconnue', detail: 'Cette compétence ou cette équipe n’existe pas.' },
    en: { title: 'Unknown target', detail: 'There is no such skill or team.' },
  },
  'needs-validation': {
    fr: {
      title: 'Rien ne part sans validation',
      detail:
        'Un superviseur doit lire ce que vous envoyez de ce dossier, et une lettre transmise telle quelle ne passe pas par lui. Rien n’a été envoyé : demandez à quelqu’un que cette règle ne vise pas.',
    },
    en: {
      title: 'Nothing leaves without validation',
      detail:
        'A supervisor must read what you send from this dossier, and a letter handed on as it came does not pass by them. Nothing was sent: ask somebody whom this rule does not cover.',
    },
  },
  'own-answer': {
    fr: {
      title: 'Votre propre réponse',
      detail: 'Personne ne valide sa propre réponse : un autre superviseur doit décider.',
    },
    en: { title: 'Your own answer', detail: 'Nobody approves their own answer: another supervisor must decide.' },
  },
  'answer-changed': {
    fr: {
      title: 'Réponse modifiée',
      detail: 'La réponse n’est plus celle que vous avez lue. Relisez-la avant de décider.',
    },
    en: {
      title: 'Answer changed',
      detail: 'The answer is no longer the one you read. Read it again before you decide.',
    },
  },
  'contact-wrote': {
    fr: { title: 'Le contact a écrit', detail: 'Le contact a écrit depuis : lisez son message, puis décidez.' },
    en: { title: 'The contact wrote', detail: 'The contact wrote since: read the message, then decide.' },
  },
  'no-timer': {
    fr: { title: 'Aucun délai en cours', detail: 'Aucun délai ne court pour ce dossier.' },
    en: { title: 'No timer', detail: 'No timer runs for this dossier.' },
  },
  merged: {
    fr: {
      title: 'Dossier fusionné',
      detail: 'Les messages de ce dossier sont dans le dossier nº {number} : agissez là-bas.',
    },
    en: { title: 'Merged dossier', detail: 'The letters of this dossier are in dossier no. {number}: act there.' },
  },
  'not-merged': {
    fr: { title: 'Pas fusionné', detail: 'Ce dossier n’est pas fusionné avec un autre.' },
    en: { title: 'Not merged', detail: 'This dossier is not merged with another.' },
  },
  'same-dossier': {
    fr: { title: 'Le même dossier', detail: 'Un dossier ne se fusionne pas avec lui-même.' },
    en: { title: 'The same dossier', detail: 'A dossier is not merged with itself.' },
  },
  'target-closed': {
    fr: {
      title: 'L’autre dossier n’est plus ouvert',
      detail: 'Il est archivé, ou fusionné à son tour. Rien n’a été changé.',
    },
    en: {
      title: 'The other dossier is no longer open',
      detail: 'It is archived, or merged itself. Nothing was changed.',
    },
  },
  'other-contact': {
    fr: {
      title: 'Un autre contact',
      detail: 'Ce dossier est celui de {contact} : confirmez que les deux sont la même affaire.',
    },
    en: { title: 'Another contact', detail: 'That dossier is of {contact}: confirm that both are the same matter.' },
  },
  'unknown-workflow': {
    fr: { title: 'Workflow indisponible', detail: 'Ce workflow ne peut pas être déclenché dans cet état.' },
    en: { title: 'Workflow unavailable', detail: 'This workflow cannot be triggered in this state.' },
  },
};
