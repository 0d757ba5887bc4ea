/** The answer, what it answers, what is unusual about it, and the three decisions. */
import { Box, useMediaQuery } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../api/schemas.ts';
import { useMessages } from '../data/queries.ts';
import { useValidation } from '../data/validations.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { REGION } from '../shell/use-regions.ts';
import { ApprovalFacts } from './ApprovalFacts.tsx';
import { ApprovalHead } from './ApprovalHead.tsx';
import { ApprovalReading } from './ApprovalReading.tsx';
import { DecisionDock } from './DecisionDock.tsx';
import type { Amendments } from './use-amendments.ts';
import type { Deciding } from './use-decision.ts';

/** Room enough for queue, letters and facts side by side. */
const ROOMY = '(min-width:1200px)';

interface ApprovalDeskProps {
  readonly dossier: DossierDetail;
  readonly validation: NonNullable<DossierDetail['validation']>;
  readonly deciding: Deciding;
  readonly amendments: Amendments;
  readonly onBack: (() => void) | null;
}

export function ApprovalDesk({ dossier, validation, deciding, amendments, onBack }: ApprovalDeskProps) {
  const t = useTranslate();
  const roomy = useMediaQuery(ROOMY, { noSsr: true });
  const messages = useMessages(dossier.id);
  const details = useValidation(dossier);
  const { data } = details;
  /** The contact's latest letter that was read; a later one asks again. */
  const [acknowledged, setAcknowledged] = useState<string | null>(null);
  // O2: what is decided on must be what is shown.
  const isShown = data?.answer.id === validation.message;
  const facts = data && isShown && <ApprovalFacts dossier={dossier} validation={validation} data={data} />;
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <Box
        component="section"
        {...REGION}
        aria-label={t('pli.thread.title', { number: dossier.number, subject: dossier.subject })}
        sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}
      >
        <ApprovalHead dossier={dossier} onBack={onBack} />
        {details.error && !data && <Failed error={details.error} onRetry={() => void details.refetch()} />}
        {!details.error && !isShown && <ThreadSkeleton />}
        {data && isShown && (
          <>
            <ApprovalReading
              dossierId={dossier.id}
              letters={messages.data}
              data={data}
              acknowledged={acknowledged}
              onAcknowledge={setAcknowledged}
              facts={roomy ? null : facts}
            />
            <DecisionDock
              key={validation.digest}
              dossier={dossier}
              validation={validation}
              answer={data.answer}
              acknowledged={acknowledged}
              deciding={deciding}
              amendments={amendments}
            />
          </>
        )}
      </Box>
      {roomy && facts && (
        <Box
          component="aside"
          {...REGION}
          tabIndex={0}
          aria-label={t('pli.approvals.facts.title')}
          sx={{
            width: 320,
            flex: 'none',
            overflowY: 'auto',
            borderLeft: 1,
            borderColor: 'divider',
            bgcolor: 'background.paper',
            p: 2,
          }}
        >
          {facts}
        </Box>
      )}
    </Box>
  );
}
