/** What refusals of the configuration say. French and English together. */
import type { Language, Text } from './text.ts';

export const CONFIGURATION_TEXTS: Readonly<Record<string, Readonly<Record<Language, Text>>>> = {
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
  'queue-deleted': {
    fr: { title: 'File supprimée', detail: 'Cette file a été supprimée : elle ne se règle plus.' },
    en: { title: 'Queue deleted', detail: 'This queue was deleted: it has no settings any more.' },
  },
};
