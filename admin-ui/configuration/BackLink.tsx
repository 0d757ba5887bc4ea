/** From one of a list back to the list. */
import BackIcon from '@mui/icons-material/ArrowBackOutlined';
import { Button } from '@mui/material';
import { Link } from 'react-router-dom';

export function BackLink({ to, text }: { readonly to: string; readonly text: string }) {
  return (
    <Button component={Link} to={to} startIcon={<BackIcon />} sx={{ justifySelf: 'start' }}>
      {text}
    </Button>
  );
}
