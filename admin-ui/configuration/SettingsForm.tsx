/** A form of settings: its fields, what the server refuses of them, and the one button that saves them together. */
import { Alert, Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { problemOf } from '../data/problem.ts';
import { useErrorText } from '../shell/Failed.tsx';

interface SettingsFormProps {
  readonly save: { readonly error: Error | null; readonly isPending: boolean; readonly isSuccess: boolean };
  readonly onSave: () => void;
  /** Something differs from what is kept: else there is nothing to save. */
  readonly isChanged: boolean;
  /** What is written cannot be kept, and its field says so. */
  readonly isWrong?: boolean;
  /** Its lines need the whole width. */
  readonly isWide?: boolean;
  /** What else was refused here. */
  readonly error?: Error | null;
  /** The word on the button; absent: « Enregistrer ». */
  readonly submit?: string;
  /** Beside the button. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function SettingsForm({ save, onSave, isChanged, isWrong = false, error, ...parts }: SettingsFormProps) {
  const t = useTranslate();
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      sx={{ display: 'grid', gap: 3, maxWidth: parts.isWide ? undefined : 720, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {parts.children}
      <Mistakes error={save.error ?? error} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" disabled={!isChanged || isWrong || save.isPending}>
          {parts.submit ?? t('pli.configuration.save')}
        </Button>
        <Typography role="status" sx={{ color: 'text.secondary', flex: 1, order: 1 }}>
          {save.isSuccess && !isChanged && t('pli.configuration.saved')}
        </Typography>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', order: 2 }}>{parts.actions}</Box>
      </Box>
    </Box>
  );
}

/** What the server refuses, with the fields it names where the sentence does not. */
function Mistakes({ error }: { readonly error: Error | null | undefined }) {
  const errorText = useErrorText();
  if (!error) return null;
  const { detail = '', errors = [] } = problemOf(error) ?? {};
  const others = errors
    // What is wrong with opening hours is a sentence already.
    .map(({ path, message }) => (path.startsWith('/calendar') ? message : `${path} ${message}`))
    .filter((message) => !detail.includes(message));
  return (
    <Alert severity="error">
      {errorText(error)}
      {others.map((message) => (
        <Typography key={message} sx={{ fontSize: 13 }}>
          {message}
        </Typography>
      ))}
    </Alert>
  );
}
