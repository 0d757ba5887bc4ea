/** The words of the alerts; each key is also in alerts.fr.ts. */
export const alerts = {
  title: 'Alerts',
  count: '%{label}: %{count} to deal with',
  dossiers: 'Dossiers with an alert',
  none: 'No alert',
  noneText: 'What needs somebody, such as a reply that could not be sent or help asked for, shows here.',
  more: 'Show more',
  quarantined:
    '%{smart_count} message set aside: it could not be filed in a dossier |||| %{smart_count} messages set aside: they could not be filed in a dossier',
  examine: 'Examine',
};
