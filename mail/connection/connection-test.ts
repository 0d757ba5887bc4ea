/** « Tester la connexion »: every step that reading and writing take, one after the other, each with what came of it. */
import type { ImapFlow } from 'imapflow';
import type { ConnectionStep } from '../../domain/post/connection-steps.ts';
import { openImap } from '../imap/imap.ts';
import { createSmtp } from '../send/smtp.ts';
import { signInToSmtp } from '../send/smtp-login.ts';
import { type Found, reachPort, resolveName, secureConnection } from './reach.ts';
import type { MailServerAccess } from './server.ts';
import { letterHome } from './test-letter.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** `code` and `values`: what was found, or what is wrong; whoever shows it has the words. `skipped`: what it rests on failed. */
export interface StepResult {
  readonly step: ConnectionStep;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly ms: number;
  readonly code: string;
  readonly values: Found;
}

export interface TestSubject {
  /** null: only written from (C13). */
  readonly imap: MailServerAccess | null;
  readonly smtp: MailServerAccess;
  readonly address: string;
  /** Where the letter to oneself goes: the address, or one with a tag. */
  readonly letterTo: string;
  readonly folder: string;
  /** Where a watcher may have moved the letter meanwhile. */
  readonly otherFolders: readonly string[];
  /** Of the letter to oneself, with angle brackets. */
  readonly messageId: string;
}

const STEP_MS = 20_000;
const LETTER_MS = 60_000;

/** Never rejects but with what `report` rejects with: whatever happens is the result of a step. */
export async function testConnection(
  subject: TestSubject,
  report: (result: StepResult) => Promise<void>,
): Promise<void> {
  const { imap, smtp } = subject;
  const reading = imap && (await chain(imapSteps(imap, subject.folder), report));
  const writing = await chain(smtpSteps(smtp), report);
  if (reading === false || !writing) return report(skipped('letter'));
  await run({ step: 'letter', limitMs: LETTER_MS, work: (signal) => sendHome(subject, signal) }, report);
}

interface Step {
  readonly step: ConnectionStep;
  readonly limitMs: number;
  readonly work: (signal: AbortSignal) => Promise<Found>;
}

function imapSteps(server: MailServerAccess, folder: string): Step[] {
  return [
    { step: 'imapDns', limitMs: STEP_MS, work: () => resolveName(server) },
    { step: 'imapTcp', limitMs: STEP_MS, work: (signal) => reachPort(server, signal) },
    { step: 'imapTls', limitMs: STEP_MS, work: (signal) => secured(server, 'imap', signal) },
    { step: 'imapLogin', limitMs: STEP_MS, work: (signal) => withMailbox(server, signal, async () => userOf(server)) },
    {
      ...{ step: 'folder', limitMs: STEP_MS },
      work: (signal) => withMailbox(server, signal, (imap) => look(imap, folder)),
    },
  ];
}

function smtpSteps(server: MailServerAccess): Step[] {
  return [
    { step: 'smtpDns', limitMs: STEP_MS, work: () => resolveName(server) },
    { step: 'smtpTcp', limitMs: STEP_MS, work: (signal) => reachPort(server, signal) },
    { step: 'smtpTls', limitMs: STEP_MS, work: (signal) => secured(server, 'smtp', signal) },
    { step: 'smtpLogin', limitMs: STEP_MS, work: () => signInToSmtp(server, STEP_MS).then(() => userOf(server)) },
  ];
}

/** True when all went well; after the first that did not, the others are skipped. */
async function chain(steps: readonly Step[], report: (result: StepResult) => Promise<void>): Promise<boolean> {
  for (const [index, step] of steps.entries()) {
    if (await run(step, report)) continue;
    for (const left of steps.slice(index + 1)) await report(skipped(left.step));
    return false;
  }
  return true;
}

async function run({ step, limitMs, work }: Step, report: (result: StepResult) => Promise<void>): Promise<boolean> {
  const began = performance.now();
  const limit = AbortSignal.timeout(limitMs);
  const late = new Promise<never>((_, reject) => limit.addEventListener('abort', () => reject(limit.reason)));
  const outcome = await Promise.race([work(limit), late]).then(
    ({ code = 'ok', ...values }: Found) => ({ status: 'ok', code, values }) as const,
    (error: unknown): Trouble & { status: 'failed' } => ({ status: 'failed', ...troubleOf(error) }),
  );
  await report({ step, ms: Math.round(performance.now() - began), ...outcome });
  return outcome.status === 'ok';
}

const skipped = (step: ConnectionStep): StepResult => ({ step, status: 'skipped', ms: 0, code: 'skipped', values: {} });
const userOf = ({ user }: MailServerAccess): Found => ({ user });

async function secured(server: MailServerAccess, protocol: 'imap' | 'smtp', signal: AbortSignal): Promise<Found> {
  return server.plain ? { code: 'plain' } : secureConnection(server, protocol, signal);
}

async function withMailbox(
  server: MailServerAccess,
  signal: AbortSignal,
  work: (imap: ImapFlow) => Promise<Found>,
): Promise<Found> {
  const imap = await openImap(server);
  signal.addEventListener('abort', () => imap.close(), { once: true });
  try {
    signal.throwIfAborted();
    return await work(imap);
  } finally {
    imap.close();
  }
}

async function look(imap: ImapFlow, folder: string): Promise<Found> {
  const folders = await imap.list();
  if (
    !folders.some(({ path }) => path === folder || (path.toUpperCase() === 'INBOX' && folder.toUpperCase() === 'INBOX'))
  )
    throw Object.assign(new Error(folder), { code: 'NO_FOLDER', folders: folders.map(({ path }) => path) });
  const { exists } = await imap.mailboxOpen(folder, { readOnly: true });
  return { count: String(exists), folder };
}

async function sendHome({ imap, smtp, ...letter }: TestSubject, signal: AbortSignal): Promise<Found> {
  const sender = createSmtp(smtp, { answerMs: LETTER_MS });
  signal.addEventListener('abort', () => sender.close(), { once: true });
  return letterHome({ imap, sender, ...letter }, signal);
}
