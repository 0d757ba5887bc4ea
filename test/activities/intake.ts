/** What the ingestion tests share: a Pli whose mailbox nobody watches, and letters handed over as the watcher would. */
import { pino } from 'pino';
import { createIngest, type Ingest } from '../../activities/intake/ingest.ts';
import type { Definition } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { FetchedLetter } from '../../mail/imap/fetch.ts';
import { createDossierSignals, type DossierSignals } from '../../services/engine/dossier-signals.ts';
import type { LedgerEntry } from '../../store/letters/ledger.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Pli } from '../api/harness.ts';
import { until } from '../api/until.ts';

/** Standard, but without reopening window: a closed dossier is archived as soon as its reply can no longer be undone (C6). */
export const HASTY: Definition = {
  ...STANDARD,
  id: 'hasty',
  timers: STANDARD.timers.map((timer) => (timer.transition === 'archive' ? { ...timer, enabled: false } : timer)),
};

export interface Intake {
  readonly mailbox: MailboxDocument;
  readonly signals: DossierSignals;
  readonly ingestion: Ingest;
  /** Takes letters in as one batch of new UIDs; gives their ledger rows, in the same order. */
  readonly take: (...raws: readonly Buffer[]) => Promise<LedgerEntry[]>;
  readonly rows: (letters: readonly FetchedLetter[], mailbox?: string) => Promise<LedgerEntry[]>;
}

let lastUid = 0;

export function fetched(raw: Buffer, uid = ++lastUid): FetchedLetter {
  return { uid, uidValidity: '7', size: raw.length, internalDate: new Date(), raw };
}

export async function openIntake(pli: Pli): Promise<Intake> {
  const { store, secrets, temporal, engines, queue } = pli;
  const signals = createDossierSignals(temporal, engines.taskQueue);
  const ingestion = createIngest({ store, signals, secrets, log: pino({ level: 'silent' }) });
  const mailbox = await store.mailboxes.get(queue);
  if (!mailbox) throw new Error('no mailbox');

  async function rows(letters: readonly FetchedLetter[], of = queue): Promise<LedgerEntry[]> {
    const all = await store.ledger.list({ mailbox: of, limit: 1000 });
    return letters.flatMap(({ uid }) => all.filter((row) => row.uid === uid));
  }
  return {
    mailbox,
    signals,
    ingestion,
    rows,
    async take(...raws) {
      const letters = raws.map((raw) => fetched(raw));
      await ingestion.ingest(mailbox, letters);
      return rows(letters);
    },
  };
}

/** The dossiers of these subjects, once each of `count` is on record. */
export async function recorded({ store }: Pli, subject: string | RegExp, count: number) {
  await until(
    `${count} dossiers ${subject}`,
    async () => (await store.dossiers.model.countDocuments({ subject })) >= count,
  );
  return store.dossiers.model.find({ subject }).sort({ number: 1 }).lean();
}
