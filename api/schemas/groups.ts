/** Skills and teams: what agents know how to do, and whom they work with. */
import { type Static, Type } from '@sinclair/typebox';
import { Id, Label } from './common.ts';
import { strict } from './forms.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const Disposition = Type.Object({ id: Id, label: Label }, strict);

const skill = { name: Name, dispositions: Type.Array(Disposition, { maxItems: 200 }) };
const Members = Type.Optional(
  Type.Array(Id, {
    maxItems: 10_000,
    uniqueItems: true,
    description: 'These people and nobody else; absent: as before',
  }),
);

export const Skill = Type.Object({ id: Id, ...skill }, { ...strict, title: 'Skill' });
export const SkillInput = Type.Object({ ...skill, members: Members }, strict);
export const Team = Type.Object({ id: Id, name: Name }, { ...strict, title: 'Team' });
export const TeamInput = Type.Object({ name: Name, members: Members }, strict);

export type Skill = Static<typeof Skill>;
export type SkillInput = Static<typeof SkillInput>;
export type TeamInput = Static<typeof TeamInput>;
export type Team = Static<typeof Team>;
