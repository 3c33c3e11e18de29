import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Heading } from '../../../ui/heading.js';
import { ShowMore } from '../../../ui/show-more.js';
import { Table, type TableProps } from '../../../ui/table/table.js';

export interface LogTableProps extends TableProps {
  readonly title: string;
  /** Rows that are shown at first. */
  readonly first: number;
}

/** How many rows a click adds. */
const STEP = 100;

/** A part of what a log holds: a heading and its table, of which a click shows more. */
export function LogTable({ title, columns, rows, first }: LogTableProps): JSX.Element {
  const [most, setMost] = useState(first);
  return (
    <section class="log-part">
      <Heading level={2}>{title}</Heading>
      <Table columns={columns} rows={rows.slice(0, most)} />
      <ShowMore left={rows.length - most} step={STEP} more={() => setMost(most + STEP)} />
    </section>
  );
}
