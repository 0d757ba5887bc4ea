/** `npm run histories -- <release>`: plays every path of a dossier and keeps its history, for the replay gate. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { DeliveryOutcome } from '../domain/commands.ts';
import { openTimeMachine, TestDossier } from '../test/workflows/environment.ts';
import { PATHS } from '../test/workflows/paths.ts';
import { say, step } from './console.ts';
import { resolveTimeSkipping } from './time-skipping.ts';

const SENT: DeliveryOutcome = { outcome: 'sent', messageId: '<reply@pli>', rejected: 0 };

async function main(release: string): Promise<void> {
  const machine = await openTimeMachine(await step('Finding Temporal’s test server', resolveTimeSkipping));
  try {
    for (const { name, deliveries = [], play } of PATHS) {
      const answers = [...deliveries];
      const world = {
        record: async () => {},
        sendReply: async () => answers.shift() ?? SENT,
        redirectLetter: async () => {},
      };
      const dossier = new TestDossier(machine.env);
      await machine.run(world, () => play(dossier, machine.env).then(() => undefined));
      const file = join('test', 'histories', `${name}.${release}.json`);
      writeFileSync(file, `${historyToJSON(await dossier.handle.fetchHistory())}\n`);
      say(`  ${file}`);
    }
  } finally {
    await machine.close();
  }
}

main(process.argv[2] ?? 'unreleased').catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
