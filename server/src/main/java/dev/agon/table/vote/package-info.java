/** Votes in files: which columns say what of them, and fast reading of large ones. */
package dev.agon.table.vote;
