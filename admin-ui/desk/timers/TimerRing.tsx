/** How much of a time is left, as a ring that empties. */
import { Box } from '@mui/material';

const RADIUS = 5.5;
const ROUND = 2 * Math.PI * RADIUS;

interface TimerRingProps {
  /** From 1 to 0. */
  readonly left: number;
  readonly size?: number;
}

export function TimerRing({ left, size = 14 }: TimerRingProps) {
  return (
    <Box component="svg" viewBox="0 0 16 16" aria-hidden sx={{ width: size, height: size, flex: 'none' }}>
      <circle cx="8" cy="8" r={RADIUS} fill="none" stroke="currentColor" strokeWidth="2.5" opacity="0.25" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeDasharray={`${left * ROUND} ${ROUND}`}
        transform="rotate(-90 8 8)"
      />
    </Box>
  );
}
