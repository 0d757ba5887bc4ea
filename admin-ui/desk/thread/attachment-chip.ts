/** How an attachment looks, whatever can be done with it. */
export const CHIP = {
  display: 'inline-flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 0.5,
  px: 1,
  minHeight: 28,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  color: 'text.primary',
  textDecoration: 'none',
  bgcolor: 'background.paper',
  fontSize: 13,
  overflowWrap: 'anywhere',
} as const;
