/** What keeps a reply from being sent, that the writer can mend. */
import { useState } from 'react';
import { useVerdicts } from '../../data/addresses.ts';
import { useEmailSettings } from '../../data/email-settings.ts';
import { sizeOf } from './draft.ts';
import type { DraftState } from './draft-keeper.ts';

/** In the order in which they are said. */
const OBSTACLES = ['invalid', 'nobody', 'dead', 'uploading', 'tooLarge', 'empty'] as const;

export function useObstacle(state: Pick<DraftState, 'content'>, uploading: boolean) {
  const [invalid, setInvalid] = useState({ to: '', cc: '', bcc: '' });
  const { to, cc, bcc, html, attachments } = state.content;
  const verdicts = useVerdicts([...new Set([...to, ...cc, ...bcc])]);
  const { data: settings } = useEmailSettings();
  const empty = html.trim() === '' && attachments.length === 0;
  const wrong = invalid.to || invalid.cc || invalid.bcc;
  const nobody = to.length === 0;
  const isDead = [...verdicts.values()].some((verdict) => verdict === 'dead' || verdict === 'wrong');
  const tooLarge = settings !== undefined && sizeOf(attachments) > settings.maxAttachedBytes;
  const obstacles = { invalid: wrong !== '', nobody, dead: isDead, uploading, tooLarge, empty };
  const obstacle = OBSTACLES.find((each) => obstacles[each]) ?? null;
  return {
    obstacle,
    onInvalid: (field: 'to' | 'cc' | 'bcc', text: string) =>
      setInvalid((before) => (before[field] === text ? before : { ...before, [field]: text })),
  };
}
