import { hasAccess, requestAccess } from '../../platform/access.js';
import { startPage } from '../../ui/page/start-page.js';
import { createAccess } from './access.js';
import { Welcome } from './welcome.js';

const access = createAccess({ hasAccess, requestAccess });
startPage('welcome_tab', <Welcome access={access} />);

void access.look();
// Access may be given or taken away elsewhere: in the browser's own pages, or in the popup.
document.addEventListener('visibilitychange', () => void access.look());
