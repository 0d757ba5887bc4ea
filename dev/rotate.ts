/** Logs that grow are put aside, the last few of them kept. */
import { copyFileSync, existsSync, renameSync, statSync, truncateSync } from 'node:fs';

const MAX_BYTES = 20 * 1024 * 1024;
const KEPT = 3;

/**
 * Where it is longer than `maxBytes`: `x.log` becomes `x.log.1`, that one `x.log.2`, and so on. The program that writes it
 * goes on in the same file, now empty.
 */
export function rotate(log: string, maxBytes: number = MAX_BYTES): void {
  if (!existsSync(log) || statSync(log).size <= maxBytes) return;
  for (let n = KEPT - 1; n > 0; n--) if (existsSync(`${log}.${n}`)) renameSync(`${log}.${n}`, `${log}.${n + 1}`);
  copyFileSync(log, `${log}.1`);
  truncateSync(log);
}
