/** The list pane: its head, then the rows, or why there are none. */
import EmptyIcon from '@mui/icons-material/LocalCafeOutlined';
import { Box, Button } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Failed } from '../../shell/Failed.tsx';
import { Notice } from '../../shell/Notice.tsx';
import { useDocumentTitle } from '../../shell/Shell.tsx';
import type { DeskRoute } from '../use-desk-route.ts';
import type { Selection } from '../use-selection.ts';
import { revealWaiting } from './desk-list.ts';
import { ListHead } from './ListHead.tsx';
import { Rows, type RowsHandle } from './Rows.tsx';
import { RowsSkeleton } from './RowsSkeleton.tsx';
import { useDeskList, useDropLeft } from './use-desk-list.ts';

interface DeskListPaneProps {
  readonly route: DeskRoute;
  readonly selection: Selection;
  readonly onNew: () => void;
}

export function DeskListPane({ route, selection, onNew }: DeskListPaneProps) {
  const t = useTranslate();
  const rows = useRef<RowsHandle>(null);
  const handIsOn = () => rows.current?.handIsOn() ?? false;
  const desk = useDeskList(route.filter, () => (rows.current?.isAtTop() ?? true) && !handIsOn());
  const { list, error, isPending, update } = desk;
  useDropLeft(list.leaving, handIsOn, update);
  useDocumentTitle(route.dossierId ? null : t(`pli.desk.${route.filter.desk}`));
  // What is open is before their eyes.
  const news = list.news.filter((id) => id !== route.dossierId);
  const [next] = news;
  const narrowed = route.filter.state !== '' || route.filter.whose !== 'all';
  const reveal = () => {
    update(revealWaiting);
    rows.current?.toTop();
  };
  return (
    <>
      <ListHead route={route} onNew={onNew} />
      <Box aria-live="polite">
        {list.waiting.length > 0 && (
          <Button fullWidth variant="contained" sx={{ borderRadius: 0 }} onClick={reveal}>
            {t('pli.desk.waiting', { smart_count: list.waiting.length })}
          </Button>
        )}
        {next !== undefined && (
          <Button fullWidth variant="contained" sx={{ borderRadius: 0 }} onClick={() => route.openDossier(next)}>
            {t('pli.desk.news', { smart_count: news.length })}
          </Button>
        )}
      </Box>
      {isPending && <RowsSkeleton />}
      {error && list.rows.length === 0 && <Failed error={error} onRetry={() => void desk.refetch()} />}
      {!isPending && !error && list.rows.length === 0 && (
        <Notice
          icon={<EmptyIcon />}
          title={t(narrowed ? 'pli.desk.empty.noneTitle' : 'pli.desk.empty.title')}
          text={t(narrowed ? 'pli.desk.empty.none' : `pli.desk.empty.${route.filter.desk}`)}
        />
      )}
      {list.rows.length > 0 && (
        <Rows
          ref={rows}
          list={list}
          route={route}
          selection={selection}
          onEnd={() => void desk.loadMore()}
          loadingMore={desk.loadingMore}
        />
      )}
    </>
  );
}
