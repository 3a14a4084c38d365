// Reasons to tap, good and bad ones.

import { ticks } from '../annotate/ticks.js';

/** @type {Mount} */
export const mount = (root, context) => ticks(root, context, 'chips');
