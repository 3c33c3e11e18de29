import type { Agent } from '../../../../src/model/incident.js';

export const agentHere = (): Promise<Agent> => Promise.resolve({ name: 'chromium', version: '156.0.0.0' });
