/** The shapes the API takes and gives: the one source of types, of validation (ajv) and of the OpenAPI document. One file a family. */

export * from './schemas/automatic-replies.ts';
export * from './schemas/badges.ts';
export * from './schemas/commands.ts';
export * from './schemas/common.ts';
export * from './schemas/configuration.ts';
export * from './schemas/definitions.ts';
export * from './schemas/dossiers.ts';
export * from './schemas/email-settings.ts';
export * from './schemas/groups.ts';
export * from './schemas/ledger.ts';
export * from './schemas/mailboxes.ts';
export * from './schemas/messages.ts';
export * from './schemas/outbound.ts';
export * from './schemas/outbox.ts';
export * from './schemas/people.ts';
export * from './schemas/presence.ts';
export * from './schemas/problem.ts';
export * from './schemas/quarantine.ts';
export * from './schemas/queues.ts';
export * from './schemas/supervision.ts';
export * from './schemas/templates.ts';
export * from './schemas/validations.ts';
