import type { ComponentChildren, JSX } from 'preact';
import { Fold } from '../fold.js';
import { Heading, type Level } from '../heading.js';

export interface SectionProps {
  readonly incident: string;
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  /** How much there is inside. */
  readonly note?: string | undefined;
  readonly openAtFirst: boolean;
  readonly children: ComponentChildren;
}

/** The checks, which a step may open. */
export const CHECKS = 'checks';

/** The section with the report, likewise. */
export const REPORT = 'report';

export const sectionName = (incident: string, id: string): string => `${incident}/${id}`;

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
    name={sectionName(incident, id)}
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
