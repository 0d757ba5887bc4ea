/** What has become of a message. */

/**
 * Received; or ours: staged until the dossier takes it, read by a supervisor, held while it can be undone, on its way,
 * sent, failed, taken back; or refused by the supervisor, or replaced by the one that the supervisor amended.
 */
export type MessageStatus =
  | 'received'
  | 'staged'
  | 'validating'
  | 'held'
  | 'sending'
  | 'sent'
  | 'failed'
  | 'withdrawn'
  | 'refused'
  | 'replaced';
