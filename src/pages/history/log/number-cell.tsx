import type { JSX } from 'preact';

export interface NumberCellProps {
  /** The column's heading, which stands beside the number where there is no room for columns. */
  readonly label: string;
  readonly children: string;
}

/** A figure in a table: at the end of its column, and never broken. */
export const NumberCell = ({ label, children }: NumberCellProps): JSX.Element => (
  <td class="log-number" data-label={label}>
    {children}
  </td>
);
