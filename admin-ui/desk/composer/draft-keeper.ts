/** Saves the draft of one dossier: soon after a pause, one save at a time, never over somebody else's. */
import type { Draft } from '../../../api/schemas.ts';
import { problemOf } from '../../data/problem.ts';
import { contentOf, type DraftContent, sameContent } from './draft.ts';

/** A6 asks for at once on demand; by itself, at most 2 s after a pause. */
export const AUTOSAVE_MS = 1200;
const RETRY_MS = 5000;

export interface DraftState {
  readonly content: DraftContent;
  /** The version on the server our text is written on; 0: none. */
  readonly version: number;
  readonly status: 'clean' | 'changed' | 'saving' | 'saved' | 'conflict' | 'failed';
  /** Epoch milliseconds. */
  readonly savedAt: number | null;
  /** In a conflict: what somebody else has saved since. */
  readonly theirs: Draft | null;
  /** Grows when the content came from elsewhere, so that fields show it. */
  readonly revision: number;
}

export type SaveDraft = (content: DraftContent, baseVersion: number) => Promise<Draft>;

export interface DraftKeeper {
  readonly getState: () => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly change: (part: Partial<DraftContent>) => void;
  /** The same, by something else than the fields: they show it. */
  readonly rewrite: (part: Partial<DraftContent>) => void;
  /** Saves what is not saved, and waits for it. */
  readonly flush: () => Promise<void>;
  /** Stops saving and waits for a save on its way: the text is about to be sent. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
  /** The draft as the server has it now, by whoever: taken over unless we have written on ours. */
  readonly receive: (draft: Draft) => void;
  readonly keepMine: () => Promise<void>;
  readonly takeTheirs: () => void;
}

const unsaved = ({ status }: DraftState) => status === 'changed' || status === 'failed';

export function createDraftKeeper(initial: DraftContent, version: number, save: SaveDraft): DraftKeeper {
  let state: DraftState = { content: initial, version, status: 'clean', savedAt: null, theirs: null, revision: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let paused = false;
  const listeners = new Set<() => void>();

  const set = (part: Partial<DraftState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    if (!paused) timer = setTimeout(() => void flush(), ms);
  };

  async function saveOnce(): Promise<void> {
    const { content } = state;
    set({ status: 'saving' });
    try {
      const { version: saved, updatedAt } = await save(content, state.version);
      const more = !sameContent(state.content, content);
      set({ version: saved, savedAt: Date.parse(updatedAt), status: more ? 'changed' : 'saved' });
      if (more) later(AUTOSAVE_MS);
    } catch (error) {
      const problem = problemOf(error);
      const theirs = problem?.draft ?? null;
      if (theirs && sameContent(contentOf(theirs), content)) set({ version: theirs.version, status: 'saved' });
      else if (theirs) set({ status: 'conflict', theirs });
      else if (problem?.status === 409 && state.version > 0) {
        // The draft we wrote on was sent or thrown away meanwhile: ours begins anew.
        set({ version: 0, status: 'changed' });
        later(0);
      } else {
        set({ status: 'failed' });
        later(RETRY_MS);
      }
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (running) await running;
    if (paused || !unsaved(state)) return;
    running = saveOnce().finally(() => {
      running = null;
    });
    await running;
  }

  const replaceBy = (draft: Draft) =>
    set({
      content: contentOf(draft),
      version: draft.version,
      savedAt: Date.parse(draft.updatedAt),
      status: 'clean',
      theirs: null,
      revision: state.revision + 1,
    });

  const change = (part: Partial<DraftContent>) => {
    const content = { ...state.content, ...part };
    if (sameContent(content, state.content)) return;
    const waits = state.status === 'saving' || state.status === 'conflict';
    set({ content, status: waits ? state.status : 'changed' });
    if (!waits) later(AUTOSAVE_MS);
  };

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    rewrite(part) {
      set({ revision: state.revision + 1 });
      change(part);
    },
    flush,
    async pause() {
      paused = true;
      clearTimeout(timer);
      if (running) await running;
    },
    resume() {
      paused = false;
      if (unsaved(state)) later(AUTOSAVE_MS);
    },
    receive(draft) {
      if (draft.version <= Math.max(state.version, state.theirs?.version ?? 0)) return;
      if (state.status === 'clean' || sameContent(contentOf(draft), state.content)) replaceBy(draft);
      else if (state.status === 'saved' || state.status === 'conflict') set({ status: 'conflict', theirs: draft });
    },
    async keepMine() {
      if (!state.theirs) return;
      set({ version: state.theirs.version, theirs: null, status: 'changed' });
      await flush();
    },
    takeTheirs() {
      if (state.theirs) replaceBy(state.theirs);
    },
  };
}
