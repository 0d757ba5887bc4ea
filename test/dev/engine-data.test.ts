/** Engines keep their data when they come back elsewhere, and those of others are checked. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { reachMongo, resolveMongod, startMongod } from '../../dev/mongod.ts';
import { choosePorts } from '../../dev/ports.ts';
import { testEngines } from '../setup/engines.ts';

const engines = testEngines();
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'pli-data-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

it('finds its documents again when MongoDB comes back on another port', async () => {
  const binary = await resolveMongod(() => {});
  const ports = await choosePorts(data, { first: 0, second: 0 });
  for (const port of [ports.first, ports.second]) {
    const { url, child } = await startMongod(data, binary, port);
    try {
      const connection = await mongoose.createConnection(url).asPromise();
      const visits = connection.collection('visits');
      await visits.insertOne({ port });
      expect(await visits.countDocuments()).toBe(port === ports.first ? 1 : 2);
      await connection.close();
    } finally {
      await child.stop();
    }
  }
});

it('remembers its ports, and takes others for those that are taken', async () => {
  const first = await choosePorts(data, { a: 0, b: 0 });
  expect(await choosePorts(data, { a: 0, b: 0 })).toEqual(first);
  const squatter = createServer().listen(first.a, '127.0.0.1');
  await once(squatter, 'listening');
  const second = await choosePorts(data, { a: 0, b: 0 });
  squatter.close();
  expect(second.a).not.toBe(first.a);
  expect(second.b).toBe(first.b);
});

it('chooses ports that no system gives to whoever asks for any, unless told otherwise', async () => {
  const chosen = Object.values(await choosePorts(data, { a: 0, b: 0, c: 0, d: 0 }));
  expect(new Set(chosen).size).toBe(4);
  expect(chosen.every((port) => port > 1024 && port < 32_768)).toBe(true);
});

it('takes a replica set that runs elsewhere, and says when nothing answers, without its password', async () => {
  await reachMongo(engines.mongoUrl);
  const refused = reachMongo('mongodb://me:secret@127.0.0.1:9/?replicaSet=rs');
  await expect(refused).rejects.toThrow(/^MongoDB does not answer \((?!.*secret).*\)\.$/);
});
