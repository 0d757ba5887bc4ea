/** Who may do what: the rights there are, and those each role has. The server decides by this table; screens only follow it. */

export type Right =
  | 'dossier.read'
  | 'dossier.handle'
  | 'dossier.validate'
  | 'recipient.edit'
  | 'ledger.read'
  | 'configuration.edit';

export type Role = 'agent' | 'supervisor' | 'admin';

const AGENT: readonly Right[] = ['dossier.read', 'dossier.handle'];
const SUPERVISOR: readonly Right[] = [...AGENT, 'dossier.validate', 'recipient.edit'];

export const ROLE_RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  agent: AGENT,
  supervisor: SUPERVISOR,
  admin: [...SUPERVISOR, 'ledger.read', 'configuration.edit'],
};

/** The rights of a user: those of the role, and those granted to the person (A2 grants `recipient.edit` so). */
export function rightsOf(user: { readonly role: Role; readonly grants: readonly Right[] }): readonly Right[] {
  return [...new Set([...ROLE_RIGHTS[user.role], ...user.grants])];
}

/** Administrators see every queue; others those they belong to. */
export function seesQueue(user: { readonly role: Role; readonly queues: readonly string[] }, queue: string): boolean {
  return user.role === 'admin' || user.queues.includes(queue);
}
