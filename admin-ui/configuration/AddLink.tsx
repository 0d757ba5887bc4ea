/** The button above a list that leads to the form of a new one. */
import AddIcon from '@mui/icons-material/AddOutlined';
import { Button } from '@mui/material';
import { Link } from 'react-router-dom';

export function AddLink({ to, text }: { readonly to: string; readonly text: string }) {
  return (
    <Button component={Link} to={to} variant="contained" startIcon={<AddIcon />} sx={{ justifySelf: 'start' }}>
      {text}
    </Button>
  );
}
