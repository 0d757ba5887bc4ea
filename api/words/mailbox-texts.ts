/** What refusals about mailboxes say. French and English together. */
import type { Language, Text } from './text.ts';

export const MAILBOX_TEXTS: Readonly<Record<string, Readonly<Record<Language, Text>>>> = {
  'mailbox-exists': {
    fr: { title: 'Boîte déjà là', detail: '« {address} » est déjà une boîte aux lettres. Rien n’a été changé.' },
    en: { title: 'Mailbox already there', detail: '“{address}” is a mailbox already. Nothing was changed.' },
  },
  'address-fixed': {
    fr: {
      title: 'Adresse fixe',
      detail: 'L’adresse d’une boîte ne change pas : ajoutez-en une autre. Rien n’a été changé.',
    },
    en: { title: 'Address is fixed', detail: 'A mailbox keeps its address: add another one. Nothing was changed.' },
  },
  'imap-missing': {
    fr: {
      title: 'Serveur entrant absent',
      detail: 'Seule une boîte d’envoi se passe de serveur entrant. Rien n’a été changé.',
    },
    en: {
      title: 'Inbound server missing',
      detail: 'Only a mailbox that is just written from can do without an inbound server. Nothing was changed.',
    },
  },
  'password-missing': {
    fr: {
      title: 'Mot de passe absent',
      detail:
        'Donnez de nouveau le mot de passe pour « {host} » : celui qui est gardé ne sert que pour le serveur, le port, la sécurité et l’utilisateur d’avant. Rien n’a été changé.',
    },
    en: {
      title: 'Password missing',
      detail:
        'Give the password for “{host}” again: the one that is kept is used only with the server, port, security and user of before. Nothing was changed.',
    },
  },
  'refresh-token-missing': {
    fr: {
      title: 'Jeton absent',
      detail:
        'Donnez de nouveau le jeton d’actualisation : celui qui est gardé ne sert que pour les serveurs, l’utilisateur et le client OAuth2 d’avant. Rien n’a été changé.',
    },
    en: {
      title: 'Token missing',
      detail:
        'Give the refresh token again: the one that is kept is used only with the servers, user and OAuth2 client of before. Nothing was changed.',
    },
  },
  'plain-elsewhere': {
    fr: {
      title: 'Chiffrement nécessaire',
      detail: 'Sans chiffrement, le mot de passe se lit en chemin : « {host} » n’est pas cette machine.',
    },
    en: {
      title: 'Encryption needed',
      detail: 'Without encryption the password can be read on its way: “{host}” is not this machine.',
    },
  },
  'outbound-only-default': {
    fr: {
      title: 'Boîte d’envoi seulement',
      detail:
        'Une boîte d’envoi ne peut être l’adresse principale d’une file (« {queue} ») : les réponses s’y perdraient. Rien n’a été changé.',
    },
    en: {
      title: 'Written from only',
      detail:
        'A mailbox that is only written from cannot be a queue’s own address (“{queue}”): answers would be lost. Nothing was changed.',
    },
  },
};
