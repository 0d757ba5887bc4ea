/** The three decisions, docked below what is read; or the editor, while the answer is being amended. */
import { Alert, Box, Skeleton } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../api/schemas.ts';
import { useUser } from '../data/queries.ts';
import { messageOf } from '../desk/composer/draft.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { DecisionBar } from './DecisionBar.tsx';
import { RefuseDialog } from './RefuseDialog.tsx';
import type { Amendments } from './use-amendments.ts';
import type { Deciding } from './use-decision.ts';

const AmendEditor = lazy(() => import('./AmendEditor.tsx').then((m) => ({ default: m.AmendEditor })));

interface DecisionDockProps {
  readonly dossier: DossierDetail;
  readonly validation: NonNullable<DossierDetail['validation']>;
  readonly answer: Message;
  readonly acknowledged: string | null;
  readonly deciding: Deciding;
  readonly amendments: Amendments;
}

/** What may be decided, and what stands in the way of it. */
function useDecisions({ dossier, validation, acknowledged, deciding }: DecisionDockProps) {
  const me = useUser()?.id;
  const own = validation.author === me;
  const refused = dossier.refused.find(({ type }) => type === 'approve');
  const [tooSoon, setTooSoon] = useState(false);
  const latest = validation.letters.at(-1);
  const unread = latest !== undefined && acknowledged !== latest;
  /** The contact's letter is read first; saying so is the answer to a key pressed too soon. */
  const whenRead = (act: () => void) => {
    setTooSoon(unread);
    if (!unread) act();
  };
  return {
    own,
    barred: own ? null : (refused?.detail ?? null),
    may: !own && !refused && !deciding.busy,
    tooSoon: tooSoon && unread,
    whenRead,
    read: { digest: validation.digest, ...(latest === undefined ? {} : { acknowledged: latest }) },
  };
}

export function DecisionDock(props: DecisionDockProps) {
  const { dossier, validation, answer, deciding, amendments } = props;
  const t = useTranslate();
  const { own, barred, may, tooSoon, whenRead, read } = useDecisions(props);
  const [amending, setAmending] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const amendment = amendments.of(dossier.id);
  const approve = () => whenRead(() => void deciding.decide({ type: 'approve', ...read }));
  const unlessWriting = (act: () => void) => () => (may && !amending ? act() : false);
  useShortcut('approve', unlessWriting(approve));
  useShortcut(
    'amend',
    unlessWriting(() => setAmending(true)),
  );
  useShortcut(
    'refuse',
    unlessWriting(() => setRefusing(true)),
  );
  return (
    <Box
      sx={{
        flex: 'none',
        maxHeight: '75%',
        display: 'flex',
        flexDirection: 'column',
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      {deciding.refusal && (
        <Alert severity="error" onClose={deciding.dismiss} sx={{ mx: 2, mt: 1 }}>
          {deciding.refusal}
        </Alert>
      )}
      {tooSoon && (
        <Alert severity="warning" sx={{ mx: 2, mt: 1 }}>
          {t('pli.approvals.wrote.needed')}
        </Alert>
      )}
      {amending ? (
        <ErrorBoundary>
          <Suspense fallback={<Skeleton animation={false} variant="rounded" height={240} sx={{ m: 2 }} />}>
            <AmendEditor
              dossier={dossier}
              answer={answer}
              digest={validation.digest}
              amendment={amendment}
              busy={deciding.busy}
              onKeep={(kept) => amendments.keep(dossier.id, kept)}
              onClose={() => setAmending(false)}
              onDiscard={() => {
                amendments.drop(dossier.id);
                setAmending(false);
              }}
              onSubmit={({ digest, content }) =>
                whenRead(() => {
                  const message = messageOf(content, dossier.reply.inReplyTo);
                  void deciding.decide({ type: 'amendAndApprove', ...read, digest, message });
                })
              }
            />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <DecisionBar
          note={own ? t('pli.approvals.own') : barred}
          may={may}
          kept={amendment !== undefined}
          onApprove={approve}
          onAmend={() => setAmending(true)}
          onRefuse={() => setRefusing(true)}
        />
      )}
      {refusing && (
        <RefuseDialog
          busy={deciding.busy}
          onClose={() => setRefusing(false)}
          onRefuse={(reason) => void deciding.decide({ type: 'refuse', reason }).then(() => setRefusing(false))}
        />
      )}
    </Box>
  );
}
