/** « Expéditeurs ignorés » : whose unreadable letters are left aside for good, until somebody ends that (O5). */
import { Alert, Box, Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useEndIgnoreRule, useIgnoreRules } from '../../data/ignore-rules.ts';
import { useNameOf } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { Failed, useErrorText } from '../../shell/Failed.tsx';
import { LineList } from '../LineList.tsx';

export function IgnoredSenders() {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.configuration.mail.${key}`, more);
  const format = useFormat();
  const nameOf = useNameOf();
  const errorText = useErrorText();
  const { data: rules = [], error, refetch } = useIgnoreRules();
  const end = useEndIgnoreRule();
  return (
    <Box component="section" sx={{ display: 'grid', gap: 1, maxWidth: 720 }}>
      <Typography component="h2" sx={{ fontWeight: 600 }}>
        {say('ignored')}
      </Typography>
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{say('ignoredHelp')}</Typography>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {end.error && <Alert severity="error">{errorText(end.error)}</Alert>}
      {rules.length > 0 && (
        <LineList label={say('ignored')}>
          {rules.map(({ sender, by, at }) => (
            <Box
              key={sender}
              component="li"
              sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', p: 1.5 }}
            >
              <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
                <Typography>{sender}</Typography>
                <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
                  {say('ignoredBy', { name: nameOf(by), at: format.dateTime(at) })}
                </Typography>
              </Box>
              <Button
                aria-label={say('ignoredEndOf', { sender })}
                disabled={end.isPending}
                onClick={() => end.mutate(sender)}
              >
                {say('ignoredEnd')}
              </Button>
            </Box>
          ))}
        </LineList>
      )}
    </Box>
  );
}
