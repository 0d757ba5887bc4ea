/**
 * Drafts: saved soon, one save at a time, never over somebody else's, never on another dossier.
 * @jest-environment node
 */

import { ApiProblem } from '../../admin-ui/data/problem.ts';
import { contentOf, type DraftContent } from '../../admin-ui/desk/composer/draft.ts';
import { createDraftDesk } from '../../admin-ui/desk/composer/draft-desk.ts';
import { AUTOSAVE_MS, createDraftKeeper } from '../../admin-ui/desk/composer/draft-keeper.ts';
import type { Draft } from '../../api/schemas.ts';
import { buildContent, buildDraft } from './builders.ts';

/** A server with one draft a dossier: refuses what was not written on its latest version. */
function createServer() {
  const drafts = new Map<string, Draft>();
  const saves: string[] = [];
  let gate = Promise.resolve();
  return {
    drafts,
    saves,
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
    async save(dossierId: string, content: DraftContent, baseVersion: number): Promise<Draft> {
      saves.push(`${dossierId}: ${content.html}`);
      await gate;
      const there = drafts.get(dossierId);
      if ((there?.version ?? 0) !== baseVersion) {
        const problem = { type: '', title: '', status: 409, detail: '', code: 'draft-conflict' };
        throw new ApiProblem(there ? { ...problem, draft: there } : problem);
      }
      const draft = buildDraft({
        ...content,
        to: [...content.to],
        cc: [],
        bcc: [],
        attachments: [],
        version: baseVersion + 1,
      });
      drafts.set(dossierId, draft);
      return draft;
    },
  };
}

const text = (html: string) => ({ html });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('fault S15: in a conflict the latest of theirs is offered, and taking it is saved over nobody', async () => {
  const base = buildDraft({ version: 1, html: 'one' });
  const keeper = createDraftKeeper(contentOf(base), 1, async () => ({ ...base, version: 2 }));
  keeper.change(text('mine'));
  await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
  keeper.receive(buildDraft({ version: 3, html: 'theirs', author: 'marc' }));
  keeper.receive(buildDraft({ version: 4, html: 'theirs, later', author: 'nadia' }));
  keeper.receive(buildDraft({ version: 3, html: 'theirs', author: 'marc' }));
  expect(keeper.getState()).toMatchObject({ status: 'conflict', theirs: { version: 4, author: 'nadia' } });
  expect(keeper.getState().content.html).toBe('mine');
  keeper.takeTheirs();
  expect(keeper.getState()).toMatchObject({ status: 'clean', version: 4, content: { html: 'theirs, later' } });
});

describe('saving by itself', () => {
  it('A6: saves within 2 s of a pause, and not while one writes', async () => {
    const server = createServer();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => server.save('d1', content, base));
    keeper.change(text('B'));
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS - 1);
    keeper.change(text('Bonjour'));
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS - 1);
    expect(server.saves).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(server.saves).toEqual(['d1: Bonjour']);
    expect(keeper.getState().status).toBe('saved');
    expect(AUTOSAVE_MS).toBeLessThanOrEqual(2000);
  });

  it('writes one save at a time, the last text last', async () => {
    const server = createServer();
    const open = server.hold();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => server.save('d1', content, base));
    keeper.change(text('one'));
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
    keeper.change(text('two'));
    await jest.advanceTimersByTimeAsync(10 * AUTOSAVE_MS);
    expect(server.saves).toEqual(['d1: one']);
    open();
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
    expect(server.saves).toEqual(['d1: one', 'd1: two']);
    expect(server.drafts.get('d1')?.html).toBe('two');
  });

  it('keeps the text and tries again when the server does not answer', async () => {
    let answers = false;
    const server = createServer();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => {
      if (!answers) return Promise.reject(new Error('offline'));
      return server.save('d1', content, base);
    });
    keeper.change(text('kept'));
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
    expect(keeper.getState()).toMatchObject({ status: 'failed', content: { html: 'kept' } });
    answers = true;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(keeper.getState().status).toBe('saved');
  });

  it('saves nothing while a reply is being sent', async () => {
    const server = createServer();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => server.save('d1', content, base));
    keeper.change(text('going'));
    await keeper.pause();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(server.saves).toEqual([]);
    keeper.resume();
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
    expect(server.saves).toEqual(['d1: going']);
  });
});

describe('two writers on one draft', () => {
  async function conflict() {
    const server = createServer();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => server.save('d1', content, base));
    server.drafts.set('d1', buildDraft({ html: 'by Marc', version: 4, author: 'marc' }));
    keeper.change(text('by Léa'));
    await jest.advanceTimersByTimeAsync(AUTOSAVE_MS);
    return { server, keeper };
  }

  it('shows theirs, keeps ours, and saves neither over the other', async () => {
    const { server, keeper } = await conflict();
    expect(keeper.getState()).toMatchObject({
      status: 'conflict',
      content: { html: 'by Léa' },
      theirs: { html: 'by Marc' },
    });
    keeper.change(text('by Léa, more'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(server.drafts.get('d1')?.html).toBe('by Marc');
  });

  it('saves ours over theirs once the writer says so', async () => {
    const { server, keeper } = await conflict();
    await keeper.keepMine();
    expect(server.drafts.get('d1')?.html).toBe('by Léa');
    expect(keeper.getState()).toMatchObject({ status: 'saved', theirs: null });
  });

  it('takes theirs once the writer says so', async () => {
    const { keeper } = await conflict();
    keeper.takeTheirs();
    expect(keeper.getState()).toMatchObject({ status: 'clean', content: { html: 'by Marc' }, version: 4, revision: 1 });
  });

  it('shows a draft that a colleague saves while nothing was written here', () => {
    const keeper = createDraftKeeper(contentOf(buildDraft()), 1, () => Promise.reject(new Error('unused')));
    keeper.receive(buildDraft({ html: 'by Marc', version: 2 }));
    expect(keeper.getState()).toMatchObject({ content: { html: 'by Marc' }, status: 'clean' });
  });

  it('does not replace what was written and saved here by what a colleague saves after', async () => {
    const server = createServer();
    const keeper = createDraftKeeper(buildContent(), 0, (content, base) => server.save('d1', content, base));
    keeper.change(text('by Léa'));
    await keeper.flush();
    keeper.receive(buildDraft({ html: 'by Marc', version: 2 }));
    expect(keeper.getState()).toMatchObject({
      status: 'conflict',
      content: { html: 'by Léa' },
      theirs: { html: 'by Marc' },
    });
  });

  it('begins anew when the draft written on was sent or thrown away', async () => {
    const server = createServer();
    const keeper = createDraftKeeper(contentOf(buildDraft()), 3, (content, base) => server.save('d1', content, base));
    keeper.change(text('still here'));
    await jest.advanceTimersByTimeAsync(2 * AUTOSAVE_MS);
    expect(server.drafts.get('d1')?.html).toBe('still here');
  });
});

describe('several dossiers', () => {
  it('never mixes their drafts, however fast one goes from one to the other', async () => {
    const server = createServer();
    const desk = createDraftDesk(server.save);
    const open = server.hold();
    const a = desk.open('a', buildContent(), 0);
    a.change(text('for a'));
    void a.flush();
    const b = desk.open('b', buildContent(), 0);
    b.change(text('for b'));
    void b.flush();
    a.change(text('more for a'));
    open();
    await jest.advanceTimersByTimeAsync(10 * AUTOSAVE_MS);
    expect(server.drafts.get('a')?.html).toBe('more for a');
    expect(server.drafts.get('b')?.html).toBe('for b');
    expect(server.saves.every((save) => save.startsWith('a:') === save.endsWith(' a'))).toBe(true);
  });

  it('gives an unsaved text back to the screen that opens its dossier again', () => {
    const desk = createDraftDesk(() => new Promise(() => {}));
    desk.open('a', buildContent(), 0).change(text('unsaved'));
    expect(desk.open('a', buildContent(), 0).getState().content.html).toBe('unsaved');
    expect(desk.isWriting('a')).toBe(true);
    expect(desk.isWriting('b')).toBe(false);
  });

  it('forgets the texts of whoever was signed in before', () => {
    const desk = createDraftDesk(() => new Promise(() => {}));
    desk.claim('lea');
    desk.open('a', buildContent(), 0).change(text('by Léa'));
    desk.claim('lea');
    expect(desk.isWriting('a')).toBe(true);
    desk.claim('marc');
    expect(desk.isWriting('a')).toBe(false);
  });
});
