/** Les mots des personnes, des compétences et des équipes ; chaque clé est aussi dans people.en.ts. */
import type { people as english, groups as englishGroups } from './people.en.ts';

export const people: typeof english = {
  back: 'Toutes les personnes',
  columns: {
    name: 'Nom',
    role: 'Rôle',
    state: 'État actuel',
    load: 'En main',
    skills: 'Compétences',
    teams: 'Équipes',
    actions: 'Actions',
  },
  roles: { agent: 'Agent', supervisor: 'Superviseur', admin: 'Administrateur' },
  hands: 'En main',
  capacity: 'Dossiers en main, au plus',
  capacityHint: 'Vide : sans limite. Vaut aussitôt ; qui en a davantage les garde.',
  badCapacity: 'Un nombre entier de 1 à 10 000, ou rien.',
  now: 'Actuellement : %{load} en main, %{today} confiés aujourd’hui. La limite par jour est celle de la file.',
  groups: 'Compétences et équipes',
  skillsHint: 'Les files et les transferts qui en demandent une peuvent choisir cette personne',
  teamsHint: 'Les transferts à l’une d’elles peuvent choisir cette personne',
};

export const groups: typeof englishGroups = {
  back: 'Toutes les compétences et équipes',
  skills: 'Compétences',
  teams: 'Équipes',
  one: { skills: 'Compétence', teams: 'Équipe' },
  add: { skills: 'Nouvelle compétence', teams: 'Nouvelle équipe' },
  what: {
    skills:
      'Ce que les personnes savent faire : une file ou un transfert peut la demander, et elle dit comment un dossier peut finir.',
    teams: 'Qui travaille ensemble : un dossier peut être transféré à une équipe.',
  },
  nobody: 'Personne pour l’instant',
  name: 'Nom',
  members: 'Personnes',
  dispositions: 'Motifs de clôture',
  dispositionsHint: 'Comment peuvent finir les dossiers des files qui demandent cette compétence.',
  dispositionCount: '%{smart_count} motif de clôture |||| %{smart_count} motifs de clôture',
  in: { fr: 'Motif %{number}, en français', en: 'Motif %{number}, en anglais' },
  addDisposition: 'Ajouter un motif',
  removeDisposition: 'Retirer le motif %{name}',
  remove: { skills: 'Supprimer la compétence…', teams: 'Supprimer l’équipe…' },
  removeWhat: {
    skills:
      '%{smart_count} personne perdra la compétence « %{name} ». Refusé tant qu’une file la demande ou qu’un dossier l’attend. |||| %{smart_count} personnes perdront la compétence « %{name} ». Refusé tant qu’une file la demande ou qu’un dossier l’attend.',
    teams:
      '%{smart_count} personne quittera l’équipe « %{name} ». Refusé tant qu’un dossier l’attend. |||| %{smart_count} personnes quitteront l’équipe « %{name} ». Refusé tant qu’un dossier l’attend.',
  },
};
