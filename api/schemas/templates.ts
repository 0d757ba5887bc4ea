/** Texts that an answer begins from. */
import { type Static, Type } from '@sinclair/typebox';
import { Id } from './common.ts';
import { strict } from './forms.ts';

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  html: Type.String({ maxLength: 200_000, description: 'With its tags (C16)' }),
};
export const TemplateInput = Type.Object(fields, strict);
export const Template = Type.Object({ id: Id, ...fields }, { ...strict, title: 'Template' });

export type TemplateInput = Static<typeof TemplateInput>;
export type Template = Static<typeof Template>;
