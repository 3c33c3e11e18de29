/** The application protocol of the connection. `h2-or-h3` is all that Chrome's status line tells. */
export type Protocol = 'http/1.1' | 'h2' | 'h3' | 'h2-or-h3' | 'unknown';
