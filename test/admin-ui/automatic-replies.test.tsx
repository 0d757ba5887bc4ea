/** The screen of automatic replies: images kept by id and shown by address, and what is saved. */
import './jsdom.ts';

import { fireEvent, screen, waitFor } from '@testing-library/react';
import { AutomaticReplyForm } from '../../admin-ui/configuration/automatic-replies/AutomaticReplyForm.tsx';
import {
  shownImages,
  withAddresses,
  withContentIds,
} from '../../admin-ui/configuration/automatic-replies/reply-images.ts';
import { sampleTags } from '../../admin-ui/configuration/automatic-replies/sample-tags.ts';
import type { AutomaticReply } from '../../api/schemas.ts';
import { stage } from './desk-stage.tsx';

/** jsdom lays nothing out. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const REPLY: AutomaticReply = {
  ...{ enabled: false, sender: null, language: 'fr', company: 'Pli', images: [], files: [] },
  html: '<p>Bonjour @{consumer}</p>',
  senders: [{ id: 'noreply', address: 'noreply@pli.example', outboundOnly: true }],
};

it('C14: an image is kept by its id, and shown from where it is', () => {
  const kept = '<p><img src="cid:a1"> <img src="cid:b2"></p>';
  const shown = withAddresses(kept, 'support', [{ id: 'a1' }]);
  expect(shown).toBe('<p><img src="/api/queues/support/automatic-reply/files/a1"> <img src="/api/files/b2"></p>');
  expect(withContentIds(shown)).toBe(kept);
  expect(shownImages(kept)).toEqual(['a1', 'b2']);
});

it('C16: a preview on a Friday names Monday', () => {
  const now = new Date(2026, 10, 20, 9).getTime();
  const values = sampleTags({ language: 'fr', company: 'Pli', queue: 'Support', agent: 'Léa', now });
  expect(values.next_working_date).toBe('23 novembre 2026');
});

it('C14, C16: the switch, the sender and the preview; what is saved is what was set', async () => {
  const saved: unknown[] = [];
  globalThis.fetch = (async (_path: string, { body }: RequestInit) => {
    saved.push(JSON.parse(String(body)));
    return { ok: true, text: async () => JSON.stringify({ ...REPLY, enabled: true, sender: 'noreply' }) };
  }) as unknown as typeof fetch;
  const previewed: string[] = [];
  stage(<AutomaticReplyForm queue={{ id: 'support', name: 'Support' }} reply={REPLY} />, {
    preview: async (html: string) => {
      previewed.push(html);
      return { html };
    },
  });
  await waitFor(() => expect(previewed).toContain('<p>Bonjour Camille</p>'));
  fireEvent.click(screen.getByRole('switch', { name: 'Répondre automatiquement' }));
  fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Adresse' }));
  fireEvent.click(await screen.findByRole('option', { name: 'noreply@pli.example (envoi seul)' }));
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() =>
    expect(saved).toMatchObject([{ enabled: true, sender: 'noreply', html: '<p>Bonjour @{consumer}</p>', images: [] }]),
  );
  expect(await screen.findByText('Enregistré')).toBeTruthy();
});
