/** Picks the ports of the embedded engines: those of last time, else the usual ones, else any free one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';

const HOST = '127.0.0.1';

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
    const server = (await hold(last[name] ?? port)) ?? (await hold(port)) ?? (await hold(0));
    if (!server) throw new Error('no free port on this machine');
    held.push(server); // kept until all are chosen, so that none is given twice
    chosen[name] = (server.address() as { port: number }).port;
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  writeFileSync(file, JSON.stringify({ ...last, ...chosen }));
  return chosen as Record<Name, number>;
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

function hold(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ port, host: HOST, exclusive: true }, () => resolve(server));
  });
}

function readPorts(file: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
