import { onAccessChanged, requestAccess, siteAccess } from '../../platform/access.js';
import { createAccess } from '../../ui/access/access.js';
import { startPage } from '../../ui/page/start-page.js';
import { Welcome } from './welcome.js';

const access = createAccess({ siteAccess, requestAccess, onAccessChanged });
void startPage('welcome_tab', <Welcome access={access} />);
window.addEventListener('pagehide', access.start());
