/** « Compétences et équipes »: whom a dossier can be handed over to, and how it may end (N10, N21). */
import AddIcon from '@mui/icons-material/AddOutlined';
import { Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { type GroupKind, usePeople, useSkills, useTeams } from '../../data/people.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { BackLink } from '../BackLink.tsx';
import { EditLink } from '../EditLink.tsx';
import { LineList } from '../LineList.tsx';
import { type Group, GroupForm } from './GroupForm.tsx';

const LIST = '/configuration/groups';
const KINDS: readonly GroupKind[] = ['skills', 'teams'];
const linkTo = (kind: GroupKind, id: string) => `${LIST}?${new URLSearchParams({ [kind]: id })}`;

export function GroupsPane() {
  const t = useTranslate();
  const navigate = useNavigate();
  const skills = useSkills();
  const teams = useTeams();
  const [chosen] = useSearchParams();
  const [fresh] = useState((): Group => ({ id: crypto.randomUUID(), name: '' }));
  const failed = [skills, teams].find(({ error, data }) => error && !data);
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!skills.data || !teams.data) return <ThreadSkeleton />;
  const groups: Readonly<Record<GroupKind, readonly Group[]>> = { skills: skills.data, teams: teams.data };
  const kind = KINDS.find((each) => chosen.has(each));
  const group = kind && groups[kind].find(({ id }) => id === chosen.get(kind));
  if (kind && (group || chosen.get(kind) === 'new'))
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        <BackLink to={LIST} text={t('pli.groups.back')} />
        <GroupForm
          key={group?.id ?? 'new'}
          kind={kind}
          group={group ?? fresh}
          isNew={!group}
          onDone={() => void navigate(LIST)}
        />
      </Box>
    );
  return (
    <Box
      sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
    >
      {KINDS.map((each) => (
        <GroupList key={each} kind={each} groups={groups[each]} />
      ))}
    </Box>
  );
}

function GroupList({ kind, groups }: { readonly kind: GroupKind; readonly groups: readonly Group[] }) {
  const t = useTranslate();
  const { data: people = [] } = usePeople();
  const membersOf = (id: string) => people.filter((person) => person[kind].includes(id)).map(({ name }) => name);
  return (
    <Box
      component="section"
      aria-label={t(`pli.groups.${kind}`)}
      sx={{ display: 'grid', gap: 1, alignContent: 'start' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650, flex: 1 }}>
          {t(`pli.groups.${kind}`)}
        </Typography>
        <Button component={Link} to={linkTo(kind, 'new')} startIcon={<AddIcon />}>
          {t(`pli.groups.add.${kind}`)}
        </Button>
      </Box>
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{t(`pli.groups.what.${kind}`)}</Typography>
      {groups.length > 0 && (
        <LineList>
          {groups.map(({ id, name, dispositions }) => (
            <Box key={id} component="li" sx={{ display: 'flex', alignItems: 'center', gap: 2, p: 1.5 }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
                <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
                  {membersOf(id).join(', ') || t('pli.groups.nobody')}
                  {dispositions && ` · ${t('pli.groups.dispositionCount', { smart_count: dispositions.length })}`}
                </Typography>
              </Box>
              <EditLink to={linkTo(kind, id)} name={name} />
            </Box>
          ))}
        </LineList>
      )}
    </Box>
  );
}
