/** « Courrier » : who says the subject of an answer (C2), how large messages may be (G12), whose word on a sender counts. */
import { FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { EmailSettings } from '../../../api/schemas.ts';
import { LETTER_BYTES } from '../../../domain/post/letter-size.ts';
import { useEmailSettings, useSaveEmailSettings } from '../../data/email-settings.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { FieldGroup } from '../FieldGroup.tsx';
import { SettingsForm } from '../SettingsForm.tsx';
import { IgnoredSenders } from './IgnoredSenders.tsx';

const MEGABYTE = 1_000_000;
/** In megabytes, as the API takes them. */
const SENT = { min: 1, max: 100 };
const RECEIVED = { min: LETTER_BYTES.least / MEGABYTE, max: LETTER_BYTES.most / MEGABYTE };
const MAX_SERVERS = 20;
/** As the API takes it. */
const SERVER = /^[A-Za-z0-9._:[\]-]{1,255}$/;

/** The ways there are: the number and the agents' own words are never together. */
const SUBJECTS = {
  edited: { numberInSubject: false, agentsEditSubject: true },
  numbered: { numberInSubject: true, agentsEditSubject: false },
  fixed: { numberInSubject: false, agentsEditSubject: false },
} as const;
type Subject = keyof typeof SUBJECTS;
const NAMES = Object.keys(SUBJECTS) as Subject[];

export function EmailPane() {
  const { data, error, refetch } = useEmailSettings();
  if (data)
    return (
      <>
        <EmailForm settings={data} />
        <IgnoredSenders />
      </>
    );
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
}

const subjectIn = ({ numberInSubject, agentsEditSubject }: EmailSettings): Subject =>
  numberInSubject ? 'numbered' : agentsEditSubject ? 'edited' : 'fixed';

const megabytes = (bytes: number) => String(Math.round(bytes / MEGABYTE));
const sentIn = ({ maxAttachedBytes }: EmailSettings) => megabytes(maxAttachedBytes);
const receivedIn = ({ maxReceivedBytes = LETTER_BYTES.most }: EmailSettings) => megabytes(maxReceivedBytes);

interface Range {
  readonly min: number;
  readonly max: number;
}
const isWithin = ({ min, max }: Range, text: string) =>
  Number.isInteger(Number(text)) && Number(text) >= min && Number(text) <= max;

/** Those written, one on each line; null: one is no name, or there are too many. */
function serversIn(text: string): string[] | null {
  const names = text.split(/\s+/).filter((name) => name !== '');
  const isGood = names.every((name) => SERVER.test(name)) && new Set(names).size === names.length;
  return isGood && names.length <= MAX_SERVERS ? names : null;
}

const serversOf = ({ authenticationServers = [] }: EmailSettings) => authenticationServers.join('\n');

function EmailForm({ settings }: { readonly settings: EmailSettings }) {
  const t = useTranslate();
  const save = useSaveEmailSettings();
  const [subject, setSubject] = useState(subjectIn(settings));
  const [sent, setSent] = useState(sentIn(settings));
  const [received, setReceived] = useState(receivedIn(settings));
  const [servers, setServers] = useState(serversOf(settings));
  const authenticationServers = serversIn(servers);
  return (
    <SettingsForm
      save={save}
      onSave={() =>
        save.mutate({
          ...SUBJECTS[subject],
          maxAttachedBytes: Number(sent) * MEGABYTE,
          maxReceivedBytes: Number(received) * MEGABYTE,
          authenticationServers: authenticationServers ?? [],
        })
      }
      isChanged={
        subject !== subjectIn(settings) ||
        sent !== sentIn(settings) ||
        received !== receivedIn(settings) ||
        authenticationServers?.join('\n') !== serversOf(settings)
      }
      isWrong={!isWithin(SENT, sent) || !isWithin(RECEIVED, received) || authenticationServers === null}
    >
      <FieldGroup title={t('pli.configuration.mail.subject')}>
        <RadioGroup
          aria-label={t('pli.configuration.mail.subject')}
          value={subject}
          onChange={(_, value) => setSubject(NAMES.find((name) => name === value) ?? 'edited')}
        >
          {NAMES.map((name) => (
            <FormControlLabel
              key={name}
              value={name}
              control={<Radio size="small" />}
              label={t(`pli.configuration.mail.subjects.${name}`)}
            />
          ))}
        </RadioGroup>
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{t('pli.configuration.mail.notBoth')}</Typography>
      </FieldGroup>
      <FieldGroup title={t('pli.configuration.mail.sizes')}>
        <SizeField of="sent" range={SENT} value={sent} onChange={setSent} />
        <SizeField of="received" range={RECEIVED} value={received} onChange={setReceived} />
      </FieldGroup>
      <ServersField value={servers} isWrong={authenticationServers === null} onChange={setServers} />
    </SettingsForm>
  );
}

interface SizeFieldProps {
  readonly of: 'sent' | 'received';
  readonly range: Range;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SizeField({ of, range, value, onChange }: SizeFieldProps) {
  const t = useTranslate();
  return (
    <TextField
      type="number"
      label={t(`pli.configuration.mail.${of}`)}
      value={value}
      error={!isWithin(range, value)}
      helperText={t(`pli.configuration.mail.${of}Help`, { ...range })}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: range }}
      sx={{ maxWidth: 480 }}
    />
  );
}

interface ServersFieldProps {
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
}

function ServersField({ value, isWrong, onChange }: ServersFieldProps) {
  const t = useTranslate();
  return (
    <FieldGroup title={t('pli.configuration.mail.senders')}>
      <TextField
        multiline
        minRows={2}
        label={t('pli.configuration.mail.servers')}
        value={value}
        error={isWrong}
        helperText={t(`pli.configuration.mail.${isWrong ? 'serversWrong' : 'serversHelp'}`)}
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'none' } }}
      />
    </FieldGroup>
  );
}
