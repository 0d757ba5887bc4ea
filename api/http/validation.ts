/** Checks values against schemas, with ajv; a refusal names every wrong field. */
import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { ApiProblem } from './problem.ts';

const addFormats = formats as unknown as (ajv: Ajv) => Ajv;
const OPTIONS = { allErrors: true, strict: false, discriminator: false } as const;
const strict = addFormats(new Ajv(OPTIONS));
/** Query strings are text: numbers and booleans are read out of it. */
const coercing = addFormats(new Ajv({ ...OPTIONS, coerceTypes: true, useDefaults: true }));

/** A function that gives the value back, checked. It throws a 400 problem with the path and reason of each mistake. */
export function createCheck(schema: TSchema, { coerce = false } = {}): (value: unknown) => unknown {
  // When it is first asked for: a start needs few of them, and a second for all.
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (coerce ? coercing : strict).compile(schema);
    if (validate(value)) return value;
    throw new ApiProblem(400, 'invalid', { extras: { errors: mistakes(validate.errors ?? []) } });
  };
}

/** A union complains once per branch; the branch that fits best is the one meant. */
function mistakes(errors: readonly ErrorObject[]): { path: string; message: string }[] {
  const all = errors.map((e) => ({ path: pathOf(e), message: e.message ?? e.keyword }));
  const unique = new Map(all.map((m) => [`${m.path} ${m.message}`, m]));
  return [...unique.values()].slice(0, 20);
}

function pathOf({ instancePath, params }: ErrorObject): string {
  const field = params.additionalProperty ?? params.missingProperty;
  return field === undefined ? instancePath || '/' : `${instancePath}/${field}`;
}
