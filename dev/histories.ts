/** `npm run histories -- <release>`: plays every path of a dossier and keeps its history, for the replay gate. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import type { DeliveryOutcome } from '../domain/dossier/commands.ts';
import { openTimeMachine } from '../test/workflows/environment.ts';
import { PATHS, routingTo } from '../test/workflows/paths.ts';
import { say, step } from './console.ts';
import { resolveTimeSkipping } from './time-skipping.ts';
import { buildWorkflows } from './workflow-bundle.ts';

const SENT: DeliveryOutcome = { outcome: 'sent', messageId: '<reply@pli>', rejected: 0 };

async function main(release: string): Promise<void> {
  const codePath = await step('Workflows', buildWorkflows);
  const server = await step('Finding Temporal’s test server', resolveTimeSkipping);
  const machine = await openTimeMachine(server, { codePath });
  try {
    for (const { name, deliveries = [], agents = [], answers: texts = [], play } of PATHS) {
      const answers = [...deliveries];
      const written = [...texts];
      const world = {
        record: async () => null,
        sendReply: async () => answers.shift() ?? SENT,
        redirectLetter: async () => {},
        answerAutomatically: async () => written.shift() ?? null,
        sendAutomaticReply: async () => {},
        findAgent: routingTo(agents, () => machine.env.currentTimeMs()),
        freeAgent: async () => {},
      };
      const history = await machine.play(world, async (dossier) => {
        await play(dossier);
        // A history cut within a task would be gone on with when it is replayed.
        await dossier.settled();
        return dossier.handle.fetchHistory();
      });
      const file = join('test', 'histories', `${name}.${release}.bin`);
      writeFileSync(file, proto.temporal.api.history.v1.History.encode(history).finish());
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
