/** Who may do what: the rights there are, and those each role has. The server decides by this table; screens only follow it. */

export const RIGHTS = [
  'dossier.read',
  'dossier.handle',
  'dossier.send',
  'dossier.assign',
  'dossier.validate',
  'outbound.start',
  'timer.extend',
  'recipient.edit',
  'message.redact',
  'queue.read',
  'queue.edit',
  'supervision.read',
  'ledger.read',
  'outbox.manage',
  'configuration.edit',
] as const;
export type Right = (typeof RIGHTS)[number];

export type Role = 'agent' | 'supervisor' | 'admin';

/** G1: working with email and sending it are separate rights, and so are seeing a queue and changing it. */
const AGENT: readonly Right[] = [
  'dossier.read',
  'dossier.handle',
  'dossier.send',
  'outbound.start',
  'timer.extend',
  'queue.read',
];
const SUPERVISOR: readonly Right[] = [
  ...AGENT,
  'dossier.assign',
  'dossier.validate',
  'recipient.edit',
  'supervision.read',
];

export const ROLE_RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  agent: AGENT,
  supervisor: SUPERVISOR,
  admin: [...SUPERVISOR, 'message.redact', 'queue.edit', 'ledger.read', 'outbox.manage', 'configuration.edit'],
};

export interface RightsHolder {
  readonly role: Role;
  /** Given to the person besides the role's (A2 gives `recipient.edit` so). */
  readonly grants: readonly Right[];
  /** Taken from the person (G1: works with email without sending any). */
  readonly denials: readonly Right[];
}

/** The rights of a user: those of the role, with those given and without those taken. */
export function rightsOf({ role, grants, denials }: RightsHolder): readonly Right[] {
  return [...new Set([...ROLE_RIGHTS[role], ...grants])].filter((right) => !denials.includes(right));
}

/** Administrators see every queue; others those they belong to. */
export function seesQueue(user: { readonly role: Role; readonly queues: readonly string[] }, queue: string): boolean {
  return user.role === 'admin' || user.queues.includes(queue);
}
