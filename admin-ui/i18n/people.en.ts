/** The words of people, skills and teams in English; every key is in people.fr.ts too. */
export const people = {
  back: 'Everybody',
  columns: {
    name: 'Name',
    role: 'Role',
    state: 'State now',
    load: 'In hand',
    skills: 'Skills',
    teams: 'Teams',
    actions: 'Actions',
  },
  roles: { agent: 'Agent', supervisor: 'Supervisor', admin: 'Administrator' },
  hands: 'In hand',
  capacity: 'Dossiers in hand, at most',
  capacityHint: 'Empty: no limit. Holds at once; who has more keeps them.',
  badCapacity: 'A whole number from 1 to 10,000, or nothing.',
  now: 'Now: %{load} in hand, %{today} given today. How many are given a day is limited by the queue.',
  groups: 'Skills and teams',
  skillsHint: 'Queues and transfers that ask for one of them can choose this person',
  teamsHint: 'Transfers to one of them can choose this person',
};

export const groups = {
  back: 'All skills and teams',
  skills: 'Skills',
  teams: 'Teams',
  one: { skills: 'Skill', teams: 'Team' },
  add: { skills: 'New skill', teams: 'New team' },
  what: {
    skills: 'What people know: a queue or a transfer may ask for it, and it says how a dossier may end.',
    teams: 'Who works together: a dossier can be transferred to a team.',
  },
  nobody: 'Nobody yet',
  name: 'Name',
  members: 'People',
  dispositions: 'Dispositions',
  dispositionsHint: 'How the dossiers of queues that ask for this skill may end.',
  dispositionCount: '%{smart_count} disposition |||| %{smart_count} dispositions',
  in: { fr: 'Disposition %{number}, in French', en: 'Disposition %{number}, in English' },
  addDisposition: 'Add a disposition',
  removeDisposition: 'Remove the disposition %{name}',
  remove: { skills: 'Delete the skill…', teams: 'Delete the team…' },
  removeWhat: {
    skills:
      '%{smart_count} person loses the skill “%{name}”. Refused while a queue asks for it or a dossier waits for it. |||| %{smart_count} people lose the skill “%{name}”. Refused while a queue asks for it or a dossier waits for it.',
    teams:
      '%{smart_count} person leaves the team “%{name}”. Refused while a dossier waits for it. |||| %{smart_count} people leave the team “%{name}”. Refused while a dossier waits for it.',
  },
};
