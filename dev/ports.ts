/** Picks the ports of the embedded engines: those of last time, else the usual ones, else any free one. */
import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Trouble } from './trouble.ts';

const HOST = '127.0.0.1';
/**
 * Below those the system gives, if nothing else is set, to whoever asks for any port or connects (Linux from 32768,
 * macOS from 49152): nobody is given one of these between our choosing it and its program's listening.
 */
const FIRST_PORT = 10_000;
const END_PORT = 32_768;
const TRIES = 200;

/** A free port for each name (usual port, 0 for any), remembered in `<data>/ports.json`. */
export async function choosePorts<Name extends string>(
  data: string,
  usual: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const file = join(data, 'ports.json');
  const last = readPorts(file);
  const held: Server[] = [];
  const chosen: Record<string, number> = {};
  for (const [name, port] of Object.entries<number>(usual)) {
    const server = (await hold(last[name])) ?? (await hold(port)) ?? (await holdAny());
    held.push(server); // kept until all are chosen, so that none is given twice
    chosen[name] = portOf(server);
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  writeFileSync(file, JSON.stringify({ ...last, ...chosen }));
  return chosen as Record<Name, number>;
}

/** A free port, not remembered. */
export async function freePort(): Promise<number> {
  const server = await holdAny();
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Why this port cannot be listened on, on any address ("EADDRINUSE"), if it cannot. */
export function portProblem(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Whether somebody answers on this port of the loopback. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: HOST });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function holdAny(): Promise<Server> {
  for (let tries = 0; tries < TRIES; tries++) {
    const server = await hold(randomInt(FIRST_PORT, END_PORT));
    if (server) return server;
  }
  throw new Trouble(
    `No free port was found on ${HOST} between ${FIRST_PORT} and ${END_PORT - 1}.`,
    'Stop what listens there, then start again.',
  );
}

/** Listens on this port, if it names one that is free. */
async function hold(port: number | undefined): Promise<Server | undefined> {
  if (!port) return undefined;
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ port, host: HOST, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function readPorts(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
