// Tags for each response of a gallery.

import { ticks } from '../annotate/ticks.js';

/** @type {Mount} */
export const mount = (root, context) => ticks(root, context, 'tags');
