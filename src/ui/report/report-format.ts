import { remembered } from '../remember.js';

/** Markdown for a ticket, JSON for a program, a mail for the people who run the site. */
const FORMATS = ['markdown', 'json', 'mail'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** The last choice, on every page of the extension. */
export const { choice: format, choose: chooseFormat } = remembered<ReportFormat>(
  'report',
  FORMATS,
  'markdown',
);
