/**
 * Work that takes longer than a request: one kind of row, one way to claim, tell, cancel and end
 * it.
 */
package dev.agon.server.job;
