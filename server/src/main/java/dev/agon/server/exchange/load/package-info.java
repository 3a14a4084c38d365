/** What was staged goes into the tables, in one transaction. */
package dev.agon.server.exchange.load;
