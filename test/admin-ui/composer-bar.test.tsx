/** The sending buttons: always at the same places, the primary one marked. */
import './jsdom.ts';
import { screen } from '@testing-library/react';
import { ComposerBar } from '../../admin-ui/desk/composer/ComposerBar.tsx';
import { REPLIES, type Reply } from '../../domain/dossier/commands.ts';
import { buildDetail } from './desk-builders.ts';
import { stage } from './desk-stage.tsx';

const nothing = () => {};

it.each<Reply>([...REPLIES])(
  'fault S13: the sending buttons keep their places when the primary is %s',
  async (type) => {
    stage(
      <ComposerBar
        dossier={buildDetail({ state: 'open', allowed: [...REPLIES] })}
        primary={{ type }}
        busy={false}
        onSend={nothing}
        onSuspend={null}
        templates={null}
        onFiles={nothing}
        onSave={nothing}
        onPreview={nothing}
        onDelete={nothing}
      />,
      {},
    );
    const buttons = await screen.findAllByRole('button', { name: /^Répondre/ });
    const places = ['Répondre sans clore', 'Répondre et attendre', 'Répondre et clore'];
    expect(buttons.map((button) => button.textContent)).toEqual(places);
    const marked = buttons.map((button) => button.hasAttribute('data-primary'));
    expect(marked).toEqual(REPLIES.map((each) => each === type));
  },
);
