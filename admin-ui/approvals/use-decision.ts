/** Deciding on an answer: what came of it, or why it was refused, in words. */
import { useState } from 'react';
import type { CommandInput, DossierDetail } from '../../api/schemas.ts';
import { useCommand } from '../desk/use-command.ts';
import { useErrorText } from '../shell/Failed.tsx';

type DecisionInput = Extract<CommandInput, { type: 'approve' | 'amendAndApprove' | 'refuse' }>;

export interface Decision {
  readonly dossierId: string;
  readonly author: string;
  readonly type: DecisionInput['type'];
  readonly version: number;
}

export interface Deciding {
  readonly decide: (input: DecisionInput) => Promise<void>;
  readonly busy: boolean;
  /** Empty: nothing was refused. */
  readonly refusal: string;
  readonly dismiss: () => void;
}

/** The dossier is read again in any case, so that a refusal is shown on the answer as it is now. */
export function useDecision(dossier: DossierDetail | undefined, id: string, onDecided: (decision: Decision) => void) {
  const { run, busy } = useCommand(id);
  const text = useErrorText();
  const [refusal, setRefusal] = useState('');
  const decide = async (input: DecisionInput) => {
    if (busy) return;
    setRefusal('');
    try {
      const { version } = await run(input);
      onDecided({ dossierId: id, author: dossier?.validation?.author ?? '', type: input.type, version });
    } catch (error) {
      setRefusal(text(error));
    }
  };
  return { decide, busy, refusal, dismiss: () => setRefusal('') } satisfies Deciding;
}
