/** Where an import reads from, how far it is, and what it says when it is done or refused. */
package dev.agon.server.exchange.read;
