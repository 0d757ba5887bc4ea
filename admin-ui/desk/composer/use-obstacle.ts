/** What keeps a reply from being sent, that the writer can mend. */
import { useState } from 'react';
import type { DraftState } from './draft-keeper.ts';

export function useObstacle(state: Pick<DraftState, 'content'>, uploading: boolean) {
  const [invalid, setInvalid] = useState({ to: '', cc: '', bcc: '' });
  const { to, html, attachments } = state.content;
  const empty = html.trim() === '' && attachments.length === 0;
  const wrong = invalid.to || invalid.cc || invalid.bcc;
  const nobody = to.length === 0;
  const obstacle = wrong ? 'invalid' : nobody ? 'nobody' : uploading ? 'uploading' : empty ? 'empty' : null;
  return {
    obstacle,
    onInvalid: (field: 'to' | 'cc' | 'bcc', text: string) =>
      setInvalid((before) => (before[field] === text ? before : { ...before, [field]: text })),
  };
}
