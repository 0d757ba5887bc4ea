/** « Personnes »: who works here, as they are now, and what routing goes by for each (N1, N10, N23). */
import { Box, TableCell, TableRow, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import type { Person } from '../../../api/schemas.ts';
import type { Group } from '../../data/data-provider.ts';
import { usePeople, useSkills, useTeams } from '../../data/people.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { PresenceIcon } from '../../shell/presence/PresenceIcon.tsx';
import { LiveTable } from '../../supervision/LiveTable.tsx';
import { LoadBar } from '../../supervision/LoadBar.tsx';
import { BackLink } from '../BackLink.tsx';
import { EditLink } from '../EditLink.tsx';
import { PersonForm } from './PersonForm.tsx';

const LIST = '/configuration/people';
const WIDTHS = { name: 200, role: 144, state: 128, load: 184, skills: 144, teams: 144, actions: 112 } as const;
type Column = keyof typeof WIDTHS;

export function PeoplePane() {
  const t = useTranslate();
  const navigate = useNavigate();
  const people = usePeople();
  const skills = useSkills();
  const teams = useTeams();
  const { id: chosen } = useParams();
  const failed = [people, skills, teams].find(({ error, data }) => error && !data);
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!people.data || !skills.data || !teams.data) return <ThreadSkeleton />;
  const groups = { skills: skills.data, teams: teams.data };
  const person = people.data.find(({ id }) => id === chosen);
  if (person)
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        <BackLink to={LIST} text={t('pli.people.back')} />
        <PersonForm key={person.id} person={person} {...groups} onDone={() => void navigate(LIST)} />
      </Box>
    );
  return (
    <LiveTable
      label={t('pli.configuration.people')}
      columns={Object.entries(WIDTHS).map(([id, width]) => ({ id, width, name: t(`pli.people.columns.${id}`) }))}
    >
      {people.data.map((each) => (
        <Line key={each.id} person={each} {...groups} />
      ))}
    </LiveTable>
  );
}

interface LineProps {
  readonly person: Person;
  readonly skills: readonly Group[];
  readonly teams: readonly Group[];
}

function Line({ person, skills, teams }: LineProps) {
  const t = useTranslate();
  const { id, name, email, role, state, load, capacity } = person;
  const namesOf = (groups: readonly Group[], ids: readonly string[]) =>
    groups
      .filter((group) => ids.includes(group.id))
      .map((group) => group.name)
      .join(', ') || '—';
  const cells: Readonly<Record<Exclude<Column, 'name'>, ReactNode>> = {
    role: t(`pli.people.roles.${role}`),
    state: (
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, '& svg': { fontSize: 18 } }}>
        <PresenceIcon state={state} />
        {t(`pli.presence.state.${state}`)}
      </Box>
    ),
    load: <LoadBar load={load} capacity={capacity} />,
    skills: namesOf(skills, person.skills),
    teams: namesOf(teams, person.teams),
    actions: <EditLink to={`${LIST}/${encodeURIComponent(id)}`} name={name} />,
  };
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{email}</Typography>
      </TableCell>
      {Object.entries(cells).map(([column, cell]) => (
        <TableCell key={column}>{cell}</TableCell>
      ))}
    </TableRow>
  );
}
