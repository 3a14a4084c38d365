/**
 * The web's technical floor: routing, callers, errors, pages. Features mount their routes on it.
 */
package dev.agon.server.http;
