/**
 * Whole studies as folders of files: which fields they have, and how they are checked and read
 * back.
 */
package dev.agon.server.exchange.archive;
