/** How schemas are written here: closed objects, enumerations, nothing implied. */
import { type TSchema, Type } from '@sinclair/typebox';

export const strict = { additionalProperties: false } as const;
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const OneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
export const Items = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item) }, strict);
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) }, strict);
