/** What the tests of the lifecycle share: dossiers by real letters, answers to them, refusals. */
import type { CommandResult, DossierDetail, Problem } from '../../api/schemas.ts';
import type { Pli } from './harness.ts';
import { newMessageId, rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Answer, Visitor } from './visitor.ts';

export interface NewDossier {
  readonly id: string;
  /** The Message-ID of its first letter. */
  readonly letter: string;
}

/** Opens a dossier by a letter of the customer; nobody has it. */
export async function newDossier(pli: Pli, subject: string): Promise<NewDossier> {
  const letter = newMessageId();
  await pli.post.fill([rawLetter({ subject, messageId: letter, from: `Claire Durand <${pli.customer.address}>` })]);
  const row = await until(`the dossier ${subject}`, () => pli.store.dossiers.model.findOne({ subject }).lean());
  return { id: row._id, letter };
}

/** The customer writes again; resolves once the dossier has the letter. */
export async function writesAgain(pli: Pli, { id, letter }: NewDossier, text = 'Encore moi'): Promise<void> {
  const last = async () => (await pli.store.dossiers.get(id))?.lastReceivedAt ?? 0;
  const before = await last();
  const from = `Claire Durand <${pli.customer.address}>`;
  await pli.post.fill([rawLetter({ subject: 'Re: suite', inReplyTo: letter, from, text })]);
  await until('the letter on record', async () => (await last()) > before);
}

export const answer = (pli: Pli, html = '<p>Bonjour</p>', change: object = {}) => ({
  ...{ to: [pli.customer.address], cc: [], bcc: [], subject: 'Re: colis', html, attachments: [] },
  ...change,
});

export const detailOf = (who: Visitor, id: string): Promise<DossierDetail> => who.get(`/api/dossiers/${id}`);

/** A command that must be done; gives the state the dossier is in. */
export async function does(who: Visitor, id: string, body: object): Promise<string> {
  const { status, body: result } = await who.command<CommandResult>(id, body);
  if (status !== 200) throw new Error(`${JSON.stringify(body)}: ${status} ${JSON.stringify(result)}`);
  return result.state;
}

/** The status and code a command is refused with. */
export async function refusal(who: Visitor, id: string, body: object): Promise<[status: number, code: string]> {
  const { status, body: problem }: Answer<Problem> = await who.command<Problem>(id, body);
  return [status, problem.code];
}
