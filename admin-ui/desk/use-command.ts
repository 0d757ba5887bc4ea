/** Asking the workflow for something, and showing what came of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import type { CommandInput, CommandResult, DossierDetail } from '../../api/schemas.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { isRefusal } from '../data/problem.ts';
import { keys, usePli } from '../data/queries.ts';
import { useErrorText } from '../shell/Failed.tsx';
import { createAttempts } from './composer/attempt.ts';
import { useTellDecision } from './DecisionProvider.tsx';
import { decisionOf } from './decision.ts';

/** Runs one command at a time. Throws what the API refused; the dossier is read again either way. */
export function useCommand(dossierId: string) {
  const pli = usePli();
  const client = useQueryClient();
  const tellDecision = useTellDecision();
  const attempts = useRef(createAttempts());
  const [busy, setBusy] = useState(false);
  const run = async (command: CommandInput): Promise<CommandResult> => {
    setBusy(true);
    const before = client.getQueryData<DossierDetail>(keys.dossier(dossierId));
    let result: CommandResult;
    try {
      result = await pli.command(dossierId, command, attempts.current.keyFor(command));
      attempts.current.settled();
    } catch (error) {
      if (isRefusal(error)) attempts.current.settled();
      throw error;
    } finally {
      await client.invalidateQueries({ queryKey: keys.dossier(dossierId) });
      setBusy(false);
    }
    const { id, version } = before?.definition ?? { id: '', version: 0 };
    const definition = client.getQueryData<Definition>(keys.definition(id, version));
    const decision = decisionOf(command, before, definition, result.state);
    if (decision) tellDecision(decision);
    return result;
  };
  return { run, busy };
}

/** The same for a plain button: a refusal is said in words. */
export function useSaidCommand(dossierId: string) {
  const { run, busy } = useCommand(dossierId);
  const notify = useNotify();
  const text = useErrorText();
  const say = async (command: CommandInput): Promise<boolean> => {
    try {
      await run(command);
      return true;
    } catch (error) {
      notify(text(error), { type: 'error', messageArgs: { _: text(error) } });
      return false;
    }
  };
  return { say, busy };
}
