/** The least an entity workflow can be: it hears a letter and a command, and does nothing about them. */
import { condition, setHandler } from '@temporalio/workflow';
import { bareCommand, bareLetter } from './bare-contract.ts';

export async function bare(): Promise<void> {
  let version = 0;
  setHandler(bareLetter, () => {
    version += 1;
  });
  setHandler(bareCommand, () => {
    version += 1;
    return { version, state: 'open' };
  });
  await condition(() => false);
}
