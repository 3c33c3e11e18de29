import type { Audience } from '../../model/step.js';
import { remembered } from '../remember.js';

const AUDIENCES: readonly Audience[] = ['visitor', 'operator'];

/** Whom the page speaks to: the last choice, on every page of the extension. */
export const { choice: reader, choose: chooseReader } = remembered('reader', AUDIENCES, 'visitor');
