/** How the dossier stands, and what will happen to it by itself. */
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useNameOf, useQueues } from '../../data/queries.ts';
import { useFormat, useLabel } from '../../i18n/format.ts';
import { StateChip } from '../StateChip.tsx';
import { Facts } from './Facts.tsx';

export function DossierTab({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const label = useLabel();
  const nameOf = useNameOf();
  const queue = useQueues().find((q) => q.id === dossier.queue)?.name ?? dossier.queue;
  return (
    <Facts
      facts={[
        { name: t('pli.side.state'), value: <StateChip dossier={dossier} /> },
        { name: t('pli.side.assignee'), value: dossier.assignee ? nameOf(dossier.assignee) : t('pli.thread.nobody') },
        { name: t('pli.desk.queue'), value: queue },
        { name: t('pli.side.opened'), value: format.dateTime(dossier.openedAt) },
        ...dossier.timers.map((timer) => ({
          name: t('pli.side.timer'),
          value: t('pli.side.fires', { at: format.dateTime(timer.at), reason: label(timer.label) }),
        })),
      ]}
    />
  );
}
