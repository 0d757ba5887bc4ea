/** The moves that say nothing to the contact, exactly as the API allows them. Replies are in the composer. */
import { Button, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { MOVES } from '../../../domain/commands.ts';
import { useDefinition } from '../../data/queries.ts';
import { useLabel } from '../../i18n/format.ts';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { useSaidCommand } from '../use-command.ts';

export function ThreadActions({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const label = useLabel();
  const definition = useDefinition(dossier.definition);
  const { say, busy } = useSaidCommand(dossier.id);
  const allowed = MOVES.filter((type) => dossier.allowed.includes(type));
  // Refused for a reason other than the state: worth showing, with why.
  const barred = dossier.refused.filter((r) => r.code !== 'not-in-this-state' && MOVES.some((type) => type === r.type));
  const run = (type: (typeof MOVES)[number]) => void say({ type, expectedVersion: dossier.version });
  useShortcut('close', () => (allowed.includes('close') && !busy ? run('close') : false));
  const nameOf = (type: string) => {
    const transition = definition?.transitions.find((each) => each.cause === type);
    return transition ? label(transition.label) : t(`pli.command.${type}`);
  };
  return (
    <>
      {barred.map(({ type, detail }) => (
        <Tooltip key={type} title={detail}>
          <span>
            <Button disabled aria-description={detail}>
              {nameOf(type)}
            </Button>
          </span>
        </Tooltip>
      ))}
      {allowed.toReversed().map((type) => (
        <Button
          key={type}
          variant={type === 'accept' ? 'contained' : 'outlined'}
          disabled={busy}
          onClick={() => run(type)}
        >
          {nameOf(type)}
        </Button>
      ))}
    </>
  );
}
