/** What our boundary's server found of who sent a letter (RFC 8601), in a few words; nothing where no server's word counts. */
import { Alert, Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Message } from '../../../api/schemas.ts';
import { type SenderVerdict, senderVerdict } from '../../../domain/post/authentication.ts';

/** Null: nothing is known of it, or it is ours, or nobody's any more (N20). */
export function verdictOn({ direction, authentication, from, redacted }: Message): SenderVerdict | null {
  return direction === 'outbound' || !authentication || redacted.author
    ? null
    : senderVerdict(from.email, authentication);
}

export function LetterSender({ letter }: { readonly letter: Message }) {
  const t = useTranslate();
  const found = verdictOn(letter);
  if (!found) return null;
  if (found.verdict === 'failed')
    return (
      <Alert severity="error" sx={{ py: 0, overflowWrap: 'anywhere' }}>
        {t('pli.letters.sender.failed', { domain: found.domain })}
      </Alert>
    );
  const isVerified = found.verdict === 'verified';
  const words = isVerified ? { method: found.method.toUpperCase(), domain: found.domain } : {};
  return (
    <Box
      sx={({ pli }) => ({
        color: isVerified ? pli.tones.success.fg : 'text.secondary',
        fontSize: 12,
        overflowWrap: 'anywhere',
      })}
    >
      {t(`pli.letters.sender.${found.verdict}`, words)}
    </Box>
  );
}
