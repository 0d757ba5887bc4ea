/** « Dossier clos · Annuler », for a while after a decision that the workflow lets one take back. */
import { useEffect } from 'react';
import { useTranslate } from 'react-admin';
import { useDossier } from '../data/queries.ts';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { BottomBar } from './BottomBar.tsx';
import { type Decision, inverseOf } from './decision.ts';
import { useSaidCommand } from './use-command.ts';

const SHOWN_MS = 10_000;

interface DecisionBarProps {
  readonly decision: Decision;
  /** It was taken back: the dossier is open again. */
  readonly onUndone: () => void;
  readonly onEnd: () => void;
}

export function DecisionBar({ decision, onUndone, onEnd }: DecisionBarProps) {
  const t = useTranslate();
  const { data: dossier } = useDossier(decision.dossierId);
  const { say, busy } = useSaidCommand(decision.dossierId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time runs from the decision, whatever is drawn again
  useEffect(() => {
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [decision]);
  const inverse = dossier && inverseOf(decision, dossier, t('pli.undo.transferReason'));
  const undo = async (command: NonNullable<typeof inverse>) => {
    onEnd();
    if (await say(command)) onUndone();
  };
  useShortcut('undo', () => (inverse && !busy ? void undo(inverse) : false));
  if (!inverse) return null;
  return (
    <BottomBar busy={busy} onUndo={() => void undo(inverse)}>
      {t(`pli.undo.${decision.what}`, { number: decision.number })}
    </BottomBar>
  );
}
