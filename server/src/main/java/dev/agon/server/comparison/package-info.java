/** Comparisons as annotators meet them: assignments, drafts, and the page of a seat. */
package dev.agon.server.comparison;
