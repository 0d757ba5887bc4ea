/** Asking the workflow for something, and showing what came of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import type { CommandInput, CommandResult } from '../../api/schemas.ts';
import { isRefusal } from '../data/problem.ts';
import { keys, usePli } from '../data/queries.ts';
import { useErrorText } from '../shell/Failed.tsx';
import { createAttempts } from './composer/attempt.ts';

/** Runs one command at a time. Throws what the API refused; the dossier is read again either way. */
export function useCommand(dossierId: string) {
  const pli = usePli();
  const client = useQueryClient();
  const attempts = useRef(createAttempts());
  const [busy, setBusy] = useState(false);
  const run = async (command: CommandInput): Promise<CommandResult> => {
    setBusy(true);
    try {
      const result = await pli.command(dossierId, command, attempts.current.keyFor(command));
      attempts.current.settled();
      return result;
    } catch (error) {
      if (isRefusal(error)) attempts.current.settled();
      throw error;
    } finally {
      await client.invalidateQueries({ queryKey: keys.dossier(dossierId) });
      setBusy(false);
    }
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
