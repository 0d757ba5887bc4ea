/** The people of the tests: two agents of the queue, one who speaks English and may readdress; one who only reads; two supervisors; a stranger; an administrator. */
import { randomBytes, scryptSync } from 'node:crypto';
import { DEFAULT_PREFERENCES, type UserDocument, type UserInput } from '../../store/people/users.ts';

export type Person = 'lea' | 'marc' | 'nora' | 'sam' | 'ines' | 'stranger' | 'admin';

export const PASSWORD = 'correct horse';

const PEOPLE: Readonly<Record<Person, Partial<UserDocument>>> = {
  lea: {},
  marc: { grants: ['recipient.edit'], preferences: { ...DEFAULT_PREFERENCES, language: 'en' } },
  nora: { denials: ['dossier.handle', 'dossier.send', 'outbound.start', 'timer.extend'] },
  sam: { role: 'supervisor' },
  ines: { role: 'supervisor' },
  stranger: { queues: ['elsewhere'] },
  admin: { role: 'admin', queues: [], preferences: { ...DEFAULT_PREFERENCES, language: 'en' } },
};

/** A hash of the usual form, cheap to check: the costs are written in it. */
function quickHash(): string {
  const salt = randomBytes(16);
  const key = scryptSync(PASSWORD, salt, 32, { N: 16, r: 8, p: 1 });
  return ['scrypt', 16, 8, 1, salt.toString('base64'), key.toString('base64')].join('$');
}

export function peopleOf(queue: string): UserInput[] {
  const passwordHash = quickHash();
  return Object.entries(PEOPLE).map(([name, own]) => ({
    _id: name,
    email: `${name}@pli.example`,
    name,
    role: 'agent',
    grants: [],
    queues: [queue],
    passwordHash,
    ...own,
  }));
}
