import { startPage } from '../../ui/page/start-page.js';
import { Learn } from './learn.js';

await startPage('learn_title', <Learn />);

// The page was empty when the browser looked for the part that the address names.
document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
