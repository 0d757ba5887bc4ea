/** The workflows a worker runs. */
export { dossier } from './dossier.ts';
export { mailbox } from './mailbox.ts';
