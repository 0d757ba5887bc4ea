/** The buttons of the thread's head: the next step first, the rest in a menu, exactly as the API allows them. */
import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { CommandInput, DossierDetail } from '../../../api/schemas.ts';
import { useDefinition, useUser } from '../../data/queries.ts';
import { useLabel } from '../../i18n/format.ts';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { type ShortcutId, shortcutKeys } from '../../shell/shortcuts.ts';
import { useSaidCommand } from '../use-command.ts';
import { ActionMenu } from './ActionMenu.tsx';
import { ActionQuestion } from './ActionQuestion.tsx';
import { type Action, type ActionType, actionsOf } from './actions.ts';

const KEYS: Partial<Record<ActionType, ShortcutId>> = {
  accept: 'accept',
  take: 'take',
  resolve: 'resolve',
  close: 'close',
  transfer: 'transfer',
  setOutcome: 'outcome',
};

/** What is done with nothing more to say. */
function commandOf({ type, workflow }: Action, expectedVersion: number): CommandInput {
  if (type === 'triggerWorkflow') return { type, transition: workflow?.id ?? '', expectedVersion };
  return { type, expectedVersion } as CommandInput;
}

export function ThreadActions({ dossier }: { readonly dossier: DossierDetail }) {
  const user = useUser();
  const nameOf = useActionName(dossier);
  const { say, busy } = useSaidCommand(dossier.id);
  const [asked, setAsked] = useState<Action | null>(null);
  const { bar, menu } = actionsOf(dossier, user?.id);
  const run = (action: Action) => {
    if (busy || action.refusal !== null) return;
    if (action.asks) setAsked(action);
    else void say(commandOf(action, dossier.version));
  };
  return (
    <>
      {[...bar, ...menu].map((action) => {
        const key = KEYS[action.type];
        return key && action.refusal === null ? (
          <ActionKey key={action.id} id={key} onPress={() => run(action)} />
        ) : null;
      })}
      {bar.map((action) => (
        <Button
          key={action.id}
          variant={action.primary ? 'contained' : 'outlined'}
          disabled={busy}
          aria-keyshortcuts={keyOf(action)}
          onClick={() => run(action)}
        >
          {nameOf(action)}
        </Button>
      ))}
      <ActionMenu actions={menu} nameOf={nameOf} keyOf={keyOf} busy={busy} onChoose={run} />
      {asked && <ActionQuestion action={asked} dossier={dossier} onClose={() => setAsked(null)} />}
    </>
  );
}

const keyOf = ({ type }: Action): string | undefined => {
  const id = KEYS[type];
  return id && shortcutKeys(id);
};

function ActionKey({ id, onPress }: { readonly id: ShortcutId; readonly onPress: () => void }) {
  useShortcut(id, onPress);
  return null;
}

/** The name the definition gives the transition. */
export function useActionName({ definition: pinned }: Pick<DossierDetail, 'definition'>) {
  const t = useTranslate();
  const label = useLabel();
  const definition = useDefinition(pinned);
  return ({ type, workflow }: Pick<Action, 'type' | 'workflow'>): string => {
    if (workflow) return label(workflow.label);
    const transition = definition?.transitions.find((each) => each.cause === type);
    return transition ? label(transition.label) : t(`pli.command.${type}`);
  };
}
