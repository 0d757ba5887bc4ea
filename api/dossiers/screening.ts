/** What of a file may be opened, handed on or sent, where an antivirus is set: one rule for all of it. */
import type { Logger } from 'pino';
import type { Scan } from '../../domain/post/scan.ts';
import type { Antivirus } from '../../mail/read/antivirus.ts';
import type { StoredAttachment } from '../../store/letters/messages.ts';
import { keepVerdict } from '../../store/letters/scan-verdicts.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';

export interface ScreeningDependencies {
  readonly store: Pick<Store, 'blobs' | 'connection'>;
  /** Null: none is set, and nothing is held. */
  readonly antivirus: Antivirus | null;
  readonly log: Logger;
}

type Screened = Pick<StoredAttachment, 'name' | 'sha256' | 'scan'>;

export interface Screening {
  /**
   * What is kept with a file that an agent gives: its verdict. One that could not be read is taken, and held.
   * @throws ApiProblem 422 `infected`.
   */
  readonly arriving: (name: string, bytes: Uint8Array) => Promise<Pick<StoredAttachment, 'scan'>>;
  /**
   * Files about to be opened, handed on or sent, as they are known now: what was not scanned is, and its verdict kept.
   * @throws ApiProblem 422 `infected`, 409 `attachment-held` for what the antivirus still cannot tell.
   */
  readonly pass: <File extends Screened>(files: readonly File[]) => Promise<File[]>;
}

export function createScreening({ store, antivirus, log }: ScreeningDependencies): Screening {
  async function scan(bytes: Uint8Array): Promise<Scan | undefined> {
    const [verdict] = (await antivirus?.scan([bytes])) ?? [];
    if (verdict?.state === 'unscanned') log.warn({ reason: verdict.reason }, 'file not scanned');
    return verdict;
  }

  async function passOne<File extends Screened>(file: File): Promise<File> {
    refuseInfected(file);
    // One that came before an antivirus was set has no word of it at all.
    if (file.scan?.state === 'clean' || !antivirus) return file;
    const verdict = await scan(await store.blobs.get(file.sha256));
    if (verdict) await keepVerdict(store.connection, file.sha256, verdict);
    if (verdict === undefined || verdict.state === 'unscanned')
      throw new ApiProblem(409, 'attachment-held', { values: { name: file.name } });
    const known = { ...file, scan: verdict };
    refuseInfected(known);
    return known;
  }

  return {
    async arriving(name, bytes) {
      const verdict = await scan(bytes);
      if (verdict === undefined) return {};
      refuseInfected({ name, scan: verdict });
      return { scan: verdict };
    },
    async pass(files) {
      const passed: (typeof files)[number][] = [];
      // One after the other: the first that is held says it for all, and the antivirus is asked once.
      for (const file of files) passed.push(await passOne(file));
      return passed;
    },
  };
}

/** @throws ApiProblem 422 `infected`. */
export function refuseInfected({ name, scan }: Pick<StoredAttachment, 'name' | 'scan'>): void {
  if (scan?.state === 'infected') throw new ApiProblem(422, 'infected', { values: { name } });
}
