/** Moves the dossiers of a queue or of an agent to others. */
import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Scope } from './scope.ts';

interface ReassignButtonProps {
  readonly scope: Scope;
  readonly onReassign: (scope: Scope) => void;
}

export function ReassignButton({ scope, onReassign }: ReassignButtonProps) {
  const t = useTranslate();
  const action = t('pli.supervision.reassign.action');
  return (
    <Button aria-label={`${action} ${scope.name}`} onClick={() => onReassign(scope)}>
      {action}
    </Button>
  );
}
