/** Keys as they are printed on a keyboard. */
import { Box } from '@mui/material';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const NAMES: Readonly<Record<string, string>> = { Mod: isMac ? '⌘' : 'Ctrl', Escape: 'Esc' };

export const keysText = (keys: string): string =>
  keys
    .split('+')
    .map((key) => NAMES[key] ?? (key.length === 1 && keys.includes('+') ? key.toUpperCase() : key))
    .join(isMac ? '' : '+');

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
      {keys.split(' ').map((key) => (
        <Box
          component="kbd"
          key={key}
          sx={{ px: 0.75, border: 1, borderColor: 'divider', borderRadius: 0.5, font: 'inherit', fontSize: 12 }}
        >
          {keysText(key)}
        </Box>
      ))}
    </Box>
  );
}
