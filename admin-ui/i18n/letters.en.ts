/** The words of a letter's place in its dossier, and of what is taken out of it; every key is in letters.fr.ts too. */
export const letters = {
  more: 'More about this message',
  removed: 'Content removed',
  anonymous: 'Anonymous',
  details: 'Details',
  notice: {
    'too-long': 'The formatting of this message is too long to be shown: here is its text.',
    'too-complex': 'The formatting of this message is too complex to be shown: here is its text.',
  },
  original: 'Download the original',
  why: 'Why here? %{reason}',
  by: {
    'address-token': 'Written to the reply address of dossier %{detail}',
    'in-reply-to': 'It answers %{detail}',
    references: 'It refers to %{detail}',
    'referred-to-earlier': 'A letter that came before it answered it: %{detail}',
    'subject-number': 'Its subject has the number %{detail}, and its author is of the dossier',
    hand: '%{name} attached it by hand',
    none: 'No reference of it was known: it opened a dossier',
  },
  isStranger: 'Address not known in this dossier until somebody answers it: to be checked',
  sender: {
    verified: 'Sender verified (%{method} %{domain})',
    unverified: 'Sender not verified',
    failed: 'Careful: %{domain} says that it did not send this message (DMARC). Its sender may not be who they claim.',
    doubtful: 'Doubtful sender',
  },
  isSubjectChanged: 'Its subject is another: it may be another matter',
  quoted: 'It quotes the number of another dossier, of which its author is not',
  open: 'See that dossier',
  reply: 'Reply to this message',
  replyAll: 'Reply to all on this message',
  forward: 'Forward this message',
  split: {
    action: 'Split off…',
    title: 'Split into a new dossier',
    explain: 'These messages leave for a new dossier of %{contact}. Later answers to them go there.',
    confirm: 'Split off',
  },
  merge: {
    action: 'Merge…',
    title: 'Merge into another dossier',
    explain: 'Every message of this dossier goes to the other, and this one is closed. It can be undone.',
    number: 'Number of the other dossier',
    confirm: 'Merge',
    sure: 'Both are the same matter',
  },
  unmerge: 'Undo the merge',
  merged: 'Merged into dossier no. %{number}: its messages are there.',
  redact: {
    content: {
      action: 'Remove the content',
      title: 'Remove the content for good?',
      explain:
        'The text, the subject, the attachments and the original of this message are erased, for everybody; the subject of the dossier stays. This cannot be undone.',
      confirm: 'Remove for good',
    },
    author: {
      action: 'Remove the author',
      title: 'Remove the author for good?',
      explain:
        'The name, the address and the original of this message are erased, for everybody. This cannot be undone.',
      confirm: 'Remove for good',
    },
  },
};
