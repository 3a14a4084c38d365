/** The event bus: addresses, messages, and the one place where a Vert.x instance is built. */
package dev.agon.server.bus;
