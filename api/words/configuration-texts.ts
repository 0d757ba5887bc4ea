/** What refusals of the configuration say. French and English together. */
import { MAILBOX_TEXTS } from './mailbox-texts.ts';
import type { Language, Text } from './text.ts';

export const CONFIGURATION_TEXTS: Readonly<Record<string, Readonly<Record<Language, Text>>>> = {
  ...MAILBOX_TEXTS,
  'unknown-timer': {
    fr: { title: 'Minuteur inconnu', detail: 'Le cycle de vie n’a pas de minuteur « {name} ». Rien n’a été changé.' },
    en: { title: 'Unknown timer', detail: 'The lifecycle has no timer “{name}”. Nothing was changed.' },
  },
  'bad-calendar': {
    fr: { title: 'Horaires refusés', detail: '{problem}. Rien n’a été changé.' },
    en: { title: 'Opening hours refused', detail: '{problem}. Nothing was changed.' },
  },
  'unknown-setting': {
    fr: { title: 'Réglage inconnu', detail: '« {name} » n’existe pas ou plus. Rien n’a été changé.' },
    en: { title: 'Unknown setting', detail: '“{name}” does not exist any more. Nothing was changed.' },
  },
  'skill-asked-for': {
    fr: {
      title: 'Compétence demandée',
      detail: 'La file « {queue} » demande cette compétence : retirez-la d’abord de ses réglages. Rien n’a été changé.',
    },
    en: {
      title: 'Skill asked for',
      detail: 'The queue “{queue}” asks for this skill: take it out of its settings first. Nothing was changed.',
    },
  },
  'group-awaited': {
    fr: {
      title: 'Dossiers en attente',
      detail:
        'Transférés à « {name} », {count} dossiers attendent quelqu’un : confiez-les d’abord. Rien n’a été changé.',
    },
    en: {
      title: 'Dossiers wait',
      detail: 'Handed over to “{name}”, {count} dossiers wait for somebody: assign them first. Nothing was changed.',
    },
  },
  'unknown-tag': {
    fr: { title: 'Balise inconnue', detail: '« {name} » n’est pas une balise. Rien n’a été changé.' },
    en: { title: 'Unknown tag', detail: '“{name}” is no tag. Nothing was changed.' },
  },
  'automatic-reply-empty': {
    fr: {
      title: 'Réponse vide',
      detail: 'Une réponse automatique activée a besoin d’un message. Rien n’a été changé.',
    },
    en: { title: 'Empty reply', detail: 'An automatic reply that is on needs a message. Nothing was changed.' },
  },
  'file-type-refused': {
    fr: {
      title: 'Type de fichier refusé',
      detail:
        '« {name} » n’est pas d’un type permis, ou son contenu n’est pas ce que dit son nom. Rien n’a été changé.',
    },
    en: {
      title: 'File type refused',
      detail: '“{name}” is not of an allowed type, or its content is not what its name says. Nothing was changed.',
    },
  },
  'definition-followed': {
    fr: {
      title: 'Workflow suivi',
      detail: '{queues} : ce workflow y est suivi. Donnez-leur d’abord un autre. Rien n’a été changé.',
    },
    en: {
      title: 'Workflow followed',
      detail: '{queues}: this workflow is followed there. Give them another first. Nothing was changed.',
    },
  },
  'queue-deleted': {
    fr: { title: 'File supprimée', detail: 'Cette file a été supprimée : elle ne se règle plus.' },
    en: { title: 'Queue deleted', detail: 'This queue was deleted: it has no settings any more.' },
  },
};
