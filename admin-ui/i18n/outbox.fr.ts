/** Les mots des envois ; chaque clé est aussi dans outbox.en.ts. */
import type { outbox as english } from './outbox.en.ts';

export const outbox: typeof english = {
  title: 'Envois',
  empty: 'Aucun envoi pour l’instant',
  status: 'État',
  every: 'Tous les états',
  more: 'En voir plus',
  open: 'Ouvrir',
  states: {
    queued: 'En attente',
    sending: 'En cours',
    deferred: 'À retenter',
    accepted: 'Accepté',
    failed: 'Refusé',
    bounced: 'Retourné',
  },
  columns: {
    at: 'Date',
    state: 'État',
    recipients: 'Destinataires',
    attempts: 'Essais',
    next: 'Prochain essai',
    error: 'Dernière erreur',
    messageId: 'Message-ID',
    dossier: 'Dossier',
    actions: 'Actions',
  },
  retry: 'Retenter',
  retried: 'Nouvel essai demandé.',
  cancelled: 'Envoi annulé.',
  cancelledState: 'Annulé',
  cancelledBy: 'Annulé par %{name}',
  cancel: {
    action: 'Annuler l’envoi',
    title: 'Annuler cet envoi ?',
    confirm: 'Annuler l’envoi',
    back: 'Garder l’envoi',
    reply: 'Personne ne recevra ce message. Une réponse revient dans son dossier, en cours, son texte en brouillon.',
    automatic: 'Personne ne recevra ce message automatique.',
    to: 'Destinataires : %{recipients}',
  },
};
