// The page that the browser opens, unseen, with its developer tools. It only adds the panel: nothing is listened to until
// somebody opens that.
import { addPanel } from '../../platform/devtools.js';

// A proper name, the same in every language.
addPanel('Missent', '/icons/missent-16.svg', '/src/pages/panel/index.html');
