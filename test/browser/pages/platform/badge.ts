import { response } from './stage.js';

export const hasBadge = async (): Promise<boolean> => (await response()).incidents.length > 0;
