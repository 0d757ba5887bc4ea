/** The fixed measures of the desk, in pixels. */
export const LIST_WIDTH = { usual: 360, min: 280, max: 560 } as const;
export const ROW_HEIGHT = 56;
