/** Les mots des alertes ; chaque clé est aussi dans alerts.en.ts. */
import type { alerts as english } from './alerts.en.ts';

export const alerts: typeof english = {
  title: 'Alertes',
  count: '%{label} : %{count} à traiter',
  dossiers: 'Dossiers en alerte',
  none: 'Aucune alerte',
  noneText: 'Ce qui demande quelqu’un, comme une réponse qui n’a pas pu partir ou une aide demandée, s’affiche ici.',
  more: 'En voir plus',
  quarantined:
    '%{smart_count} message mis de côté : il n’a pu être classé dans aucun dossier |||| %{smart_count} messages mis de côté : ils n’ont pu être classés dans aucun dossier',
  examine: 'Examiner',
};
