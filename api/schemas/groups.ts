/** Skills and teams: what agents know how to do, and whom they work with. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Label } from './common.ts';
import { strict } from './forms.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });
export const Disposition = Type.Object({ id: Id, label: Label }, strict);

export const SkillInput = Type.Object({ name: Name, dispositions: Type.Array(Disposition, { maxItems: 200 }) }, strict);
export const Skill = Type.Object({ id: Id, ...SkillInput.properties }, { ...strict, title: 'Skill' });
export const TeamInput = Type.Object({ name: Name }, strict);
export const Team = Type.Object({ id: Id, name: Name }, { ...strict, title: 'Team' });

export type Skill = Static<typeof Skill>;
export type Team = Static<typeof Team>;
