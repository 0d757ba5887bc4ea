/** Where a dossier may go: open queues but its own, colleagues of its queue, skills, teams. */
import type { DossierDetail } from '../../../api/schemas.ts';
import type { TransferKind } from '../../../domain/dossier/commands.ts';
import { useGroups, useUser } from '../../data/queries.ts';
import type { Choice } from './ChoiceField.tsx';
import { useColleagueChoices } from './use-colleague-choices.ts';

export function useTransferChoices(kind: TransferKind, { queue, assignee }: DossierDetail): readonly Choice[] {
  const queues = useGroups('destinations', kind === 'queue');
  const me = useUser()?.id;
  const colleagues = useColleagueChoices(queue);
  const skills = useGroups('skills', kind === 'skill');
  const teams = useGroups('teams', kind === 'team');
  switch (kind) {
    case 'queue':
      return queues.filter(({ id }) => id !== queue);
    case 'agent':
      return colleagues.filter(({ id }) => id !== assignee && id !== me);
    case 'skill':
      return skills;
    case 'team':
      return teams;
  }
}
