/** `npm run verify -- <dossier>…`: checks the chain of the dossiers named by number or id; of all of them, when none is. */
import { ConfigError, loadConfig } from '../config.ts';
import { verifyChain } from '../store/dossiers/timeline.ts';
import { openStore, type Store } from '../store/store.ts';
import { runningMongoUrl } from './running.ts';
import { explain } from './trouble.ts';

async function main(named: readonly string[]): Promise<number> {
  const config = loadConfig(process.env);
  const store = await openStore(config.MONGODB_URL ?? (await runningMongoUrl(config.PLI_DATA)));
  try {
    let broken = 0;
    let checked = 0;
    for await (const { id, number } of dossiers(store, named)) {
      const verdict = verifyChain(await store.timeline.read(id));
      checked++;
      if (verdict.ok && named.length) console.log(`Dossier ${number} (${id}): ${verdict.events} events, chain whole.`);
      if (verdict.ok) continue;
      broken++;
      console.log(`Dossier ${number} (${id}): ${verdict.problem} at event ${verdict.seq}.`);
    }
    console.log(`${checked} dossiers checked, ${broken} broken.`);
    return broken === 0 && checked > 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

async function* dossiers(store: Store, named: readonly string[]): AsyncGenerator<{ id: string; number: number }> {
  const filter = named.length
    ? { $or: [{ _id: { $in: named } }, { number: { $in: named.map(Number).filter(Number.isInteger) } }] }
    : {};
  for await (const { _id, number } of store.dossiers.model.find(filter, { number: 1 }).lean().cursor())
    yield { id: _id, number };
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : explain(error));
    process.exit(1);
  },
);
