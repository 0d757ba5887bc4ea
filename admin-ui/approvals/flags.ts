/** Which recipients and files of an answer the server found unusual. Pure. */
import type { ValidationFlag } from '../../api/schemas.ts';
import { sameAddress } from '../../domain/post/recipients.ts';

export type FlagKind = ValidationFlag['kind'];

export function flagsOfAddress(flags: readonly ValidationFlag[], email: string): readonly FlagKind[] {
  const own = flags.filter(({ kind, value }) => kind !== 'new-attachment' && sameAddress(value, email));
  return own.map(({ kind }) => kind);
}

export function flagsOfFile(flags: readonly ValidationFlag[], name: string): readonly FlagKind[] {
  return flags.filter(({ kind, value }) => kind === 'new-attachment' && value === name).map(({ kind }) => kind);
}
