/** What the page loads when there is a text to explain: the reader, and what makes an incident of what it finds. */
export { incidentOfText } from './incident-of-text.js';
export { MAX_TEXT, readResponseText } from './responses-in-text.js';
