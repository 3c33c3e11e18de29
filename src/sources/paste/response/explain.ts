/** What the page loads when there is a text to explain: the reader, and what makes an incident of what it finds. */
export { isAccessRecord } from './access-log.js';
export { incidentOfText } from './incident-of-text.js';
export { readResponseText } from './responses-in-text.js';
