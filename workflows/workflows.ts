/** The workflows a worker runs. */
export { batch } from './batch.ts';
export { connectionTest } from './connection-test.ts';
export { dossier } from './dossier.ts';
export { mailbox } from './mailbox.ts';
export { quarantine } from './quarantine.ts';
export { routing } from './routing.ts';
