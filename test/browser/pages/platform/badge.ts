import { answer } from './stage.js';

export const hasBadge = async (): Promise<boolean> => (await answer()).incidents.length > 0;
