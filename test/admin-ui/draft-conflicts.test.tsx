/** What the composer says when a colleague has written too, or when the server refuses. */
import './jsdom.ts';
import { screen } from '@testing-library/react';
import { ApiProblem, problemFrom } from '../../admin-ui/data/problem.ts';
import { ConflictNotice } from '../../admin-ui/desk/composer/ConflictNotice.tsx';
import { RefusedNotice } from '../../admin-ui/desk/composer/RefusedNotice.tsx';
import { buildDraft } from './builders.ts';
import { stage } from './desk-stage.tsx';

const nothing = () => undefined;

// jsdom lays nothing out.
Object.assign(globalThis, {
  ResizeObserver: class {
    observe() {}
    disconnect() {}
  },
});

function refusal(status: number) {
  const body = { type: '', title: '', status, code: 'not-in-this-state', detail: 'Ce dossier est clos.' };
  const error = new ApiProblem(problemFrom(status, '', status === 0 ? null : body));
  const refused = { submission: { type: 'replyAndClose' as const }, error };
  const ways = { onRetry: nothing, onSendAnyway: nothing, onShowAll: nothing, onDismiss: nothing };
  stage(<RefusedNotice refused={refused} {...ways} />, {});
}

it('fault S15: what was refused for good is not offered to be tried again', async () => {
  refusal(422);
  expect((await screen.findByRole('alert')).textContent).toContain('Ce dossier est clos.');
  expect(screen.queryByRole('button', { name: 'Réessayer' })).toBeNull();
});

it('fault S15: what did not arrive is', async () => {
  refusal(0);
  expect(await screen.findByRole('button', { name: 'Réessayer' })).toBeTruthy();
});

it.each([
  ['marc', /^Marc Petit a enregistré ce brouillon/],
  ['lea', /^Vous avez enregistré ce brouillon ailleurs/],
])('fault S15: a conflict names who wrote the other draft: %s', async (author, words) => {
  stage(<ConflictNotice theirs={buildDraft({ author })} onKeepMine={nothing} onTakeTheirs={nothing} />, {});
  expect(await screen.findByText(words)).toBeTruthy();
});
