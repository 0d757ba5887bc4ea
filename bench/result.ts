/** What a benchmark finds, and whether that is what we aim at. */
import type { Context } from './context.ts';

/** What is compared with the bound: the figure itself, or its ratio to the baseline. */
export interface Aim {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A figure as it was measured. `baseline`: the same work without the product, or on the small case. */
export interface Measured {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly aim?: Aim;
}

/** One row of the table, and of the JSON file. null: there is none. */
export interface Result {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly aim: string | null;
  readonly met: boolean | null;
}

export interface Benchmark {
  readonly id: string;
  readonly label: string;
  readonly run: (context: Context) => Promise<Result[]>;
}

/** Figures keep three decimals: what is beyond is noise. */
export function result({ id, label, value, unit, baseline, aim }: Measured): Result {
  const ratio = baseline === undefined ? null : value / baseline;
  return {
    id,
    label,
    value: round(value),
    unit,
    baseline: baseline === undefined ? null : round(baseline),
    ratio: ratio === null ? null : round(ratio),
    aim: aim ? describe(aim, unit) : null,
    met: aim ? meets(aim, value, ratio) : null,
  };
}

function meets({ of, atLeast = -Infinity, atMost = Infinity }: Aim, value: number, ratio: number | null): boolean {
  const figure = of === 'ratio' ? ratio : value;
  return figure !== null && figure >= atLeast && figure <= atMost;
}

function describe({ of, atLeast, atMost }: Aim, unit: string): string {
  const suffix = of === 'ratio' ? '×' : ` ${unit}`;
  return atLeast === undefined ? `≤ ${atMost}${suffix}` : `≥ ${atLeast}${suffix}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
