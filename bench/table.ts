/** The results as a table for people. */
import type { Result } from './result.ts';

const HEADINGS = ['', 'measured', 'baseline', 'ratio', 'aim', ''] as const;

export function table(results: readonly Result[]): string {
  const rows = [HEADINGS, ...results.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return lines.map((line) => `  ${line.join('  ').trimEnd()}`).join('\n');
}

function cells({ label, value, unit, baseline, ratio, aim, met }: Result): string[] {
  return [
    label,
    `${figure(value)} ${unit}`,
    baseline === null ? '' : `${figure(baseline)} ${unit}`,
    ratio === null ? '' : `${ratio.toFixed(2)}×`,
    aim ?? '',
    met === null ? '' : met ? '✓ met' : '✗ missed',
  ];
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
}
