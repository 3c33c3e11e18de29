import type { ComponentChildren, JSX } from 'preact';
import { Fold } from '../fold.js';
import { Heading, type Level } from '../heading.js';

export interface SectionProps {
  readonly incident: string;
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  /** How much there is inside. */
  readonly note?: string;
  readonly openAtFirst: boolean;
  readonly children: ComponentChildren;
}

/** A part of an incident below the steps. */
export const Section = ({
  incident,
  id,
  level,
  title,
  note,
  openAtFirst,
  children,
}: SectionProps): JSX.Element => (
  <Fold
    class="section"
    name={`${incident}/${id}`}
    openAtFirst={openAtFirst}
    summary={
      <>
        <Heading level={level}>{title}</Heading>
        {note !== undefined && <small class="soft">{note}</small>}
      </>
    }
  >
    {children}
  </Fold>
);
