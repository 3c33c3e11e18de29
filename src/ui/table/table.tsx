import './table.css';
import type { JSX } from 'preact';

export interface Column {
  readonly head: string;
  /** Its cells are figures: at the end of the column, and never broken. */
  readonly number?: true;
  /** The heading is the same in every language. */
  readonly untranslated?: true;
}

export interface Row {
  readonly key: string;
  /** One for each column; the first names the row. */
  readonly cells: readonly (JSX.Element | string)[];
  /** Whether it is about what was refused. */
  readonly refused?: boolean;
}

export interface TableProps {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A table with a line for each row; where there is no room for columns, a card. */
export const Table = ({ columns, rows }: TableProps): JSX.Element => (
  <table class="table">
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.head} scope="col" translate={!column.untranslated} class={classOf(column)}>
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ key, cells: [first, ...others], refused }) => (
        <tr key={key} data-refused={refused}>
          <th scope="row">{first}</th>
          {others.map((cell, index) => {
            const column = columns[index + 1];
            return (
              <td key={column?.head} class={classOf(column)} data-label={column?.head}>
                {cell}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  </table>
);

const classOf = (column: Column | undefined): string | undefined =>
  column?.number ? 'table-number' : undefined;
