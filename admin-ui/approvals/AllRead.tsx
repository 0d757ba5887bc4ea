/** Nothing waits: a small pleasure, not a blank. */
import ReadIcon from '@mui/icons-material/WbSunnyOutlined';
import { useTranslate } from 'react-admin';
import { Notice } from '../shell/Notice.tsx';

export function AllRead() {
  const t = useTranslate();
  return <Notice icon={<ReadIcon />} title={t('pli.approvals.empty.title')} text={t('pli.approvals.empty.text')} />;
}
