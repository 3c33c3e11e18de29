// Fills the store with a scene's incidents, and settings and policy with what the address says.
import { IncidentStore } from '../../../../src/incidents/store/incidents.js';
import { SCENES } from '../history-scenes.js';

const parameters = new URLSearchParams(location.search);
const incidents = SCENES[parameters.get('scene') ?? 'empty']?.() ?? [];
const store = new IncidentStore();
await store.delete((await store.list()).map(({ id }) => id));
await store.put(incidents);
localStorage.clear();
const settings = parameters.get('settings');
if (settings !== null) localStorage.setItem('stage.settings', settings);
const policy = parameters.get('policy');
if (policy !== null) localStorage.setItem('stage.policy', policy);
const access = parameters.get('access');
if (access !== null) localStorage.setItem('stage.access', access);
document.body.dataset.state = 'ready';
