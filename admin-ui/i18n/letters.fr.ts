/** Les mots de la place d’un message dans son dossier, et de ce qu’on en retire ; chaque clé est aussi dans letters.en.ts. */
import type { letters as english } from './letters.en.ts';

export const letters: typeof english = {
  more: 'Autres actions sur ce message',
  removed: 'Contenu supprimé',
  anonymous: 'Anonyme',
  details: 'Détails',
  notice: {
    'too-long': 'La mise en forme de ce message est trop longue pour être affichée : en voici le texte.',
    'too-complex': 'La mise en forme de ce message est trop complexe pour être affichée : en voici le texte.',
  },
  original: 'Télécharger l’original',
  why: 'Pourquoi ici ? %{reason}',
  by: {
    'address-token': 'Écrit à l’adresse de réponse du dossier %{detail}',
    'in-reply-to': 'Il répond à %{detail}',
    references: 'Il se réfère à %{detail}',
    'referred-to-earlier': 'Un message arrivé avant lui y répondait : %{detail}',
    'subject-number': 'Son objet porte le numéro %{detail}, et son auteur est du dossier',
    hand: '%{name} l’a rattaché à la main',
    none: 'Aucune référence connue : il a ouvert un dossier',
  },
  isStranger: 'Adresse inconnue dans ce dossier tant que personne ne lui a répondu : à vérifier',
  sender: {
    verified: 'Expéditeur vérifié (%{method} %{domain})',
    unverified: 'Expéditeur non vérifié',
    failed:
      'Attention : %{domain} dit ne pas avoir envoyé ce message (DMARC). Son expéditeur n’est peut-être pas celui qu’il prétend.',
    doubtful: 'Expéditeur douteux',
  },
  isSubjectChanged: 'Son objet a changé : c’est peut-être une autre affaire',
  quoted: 'Il cite le numéro d’un autre dossier, dont son auteur n’est pas',
  open: 'Voir ce dossier',
  reply: 'Répondre à ce message',
  replyAll: 'Répondre à tous sur ce message',
  forward: 'Faire suivre ce message',
  split: {
    action: 'Détacher…',
    title: 'Détacher dans un nouveau dossier',
    explain: 'Ces messages partent dans un nouveau dossier de %{contact}. Les réponses à venir y arriveront.',
    confirm: 'Détacher',
  },
  merge: {
    action: 'Fusionner…',
    title: 'Fusionner dans un autre dossier',
    explain: 'Tous les messages de ce dossier vont dans l’autre, et celui-ci est clos. Cela peut se défaire.',
    number: 'Numéro de l’autre dossier',
    confirm: 'Fusionner',
    sure: 'C’est bien la même affaire',
  },
  unmerge: 'Défaire la fusion',
  merged: 'Fusionné dans le dossier nº %{number} : ses messages y sont.',
  redact: {
    content: {
      action: 'Supprimer le contenu',
      title: 'Supprimer le contenu pour de bon ?',
      explain:
        'Le texte, l’objet, les pièces jointes et l’original de ce message sont effacés, pour tout le monde ; l’objet du dossier reste. Cela ne peut pas se défaire.',
      confirm: 'Supprimer pour de bon',
    },
    author: {
      action: 'Supprimer l’auteur',
      title: 'Supprimer l’auteur pour de bon ?',
      explain:
        'Le nom, l’adresse et l’original de ce message sont effacés, pour tout le monde. Cela ne peut pas se défaire.',
      confirm: 'Supprimer pour de bon',
    },
  },
};
