/** Studies as files for whoever takes them along. */
package dev.agon.server.exchange.export;
