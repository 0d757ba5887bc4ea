/** Les mots d’une lettre mise à part ; chaque clé est aussi dans quarantine.en.ts. */
import type { quarantine as english } from './quarantine.en.ts';

export const quarantine: typeof english = {
  examine: 'Examiner',
  title: 'Lettre mise à part',
  error: 'Ce qui n’allait pas',
  parser: 'Lue par',
  sender: 'Expéditeur',
  noSender: 'Illisible',
  size: 'Taille',
  head: 'Premières lignes d’en-tête',
  noHead: 'Aucune ne se distingue du corps',
  handled: 'Ce qui en a été fait',
  did: {
    downloaded: '%{name} l’a téléchargée, %{at}',
    reprocessed: '%{name} l’a fait relire, %{at}',
    attached: '%{name} l’a rattachée, %{at}',
    ignored: '%{name} l’a ignorée, %{at}',
  },
  download: 'Télécharger ses octets',
  reprocess: 'La relire',
  number: 'Numéro de dossier',
  attach: 'Rattacher',
  ignore: 'Ignorer',
  ignoreSender: 'Et ce que %{sender} écrit d’autre d’illisible',
  close: 'Fermer',
  stays: 'Toujours à part : %{error}',
  settled: 'Prise en compte. %{reason}',
  ignored: 'Ignorée. Ses octets sont gardés.',
};
