/** The least an entity workflow can be: it hears a letter and a command, and does nothing about them. */
import { condition, proxySinks, setHandler } from '@temporalio/workflow';
import { type BareSinks, bareCommand, bareLetter } from './bare-contract.ts';

const { bench } = proxySinks<BareSinks>();

export async function bare(): Promise<void> {
  let version = 0;
  setHandler(bareLetter, () => {
    version += 1;
    bench.heard();
  });
  setHandler(bareCommand, () => {
    version += 1;
    return { version, state: 'open' };
  });
  await condition(() => false);
}
