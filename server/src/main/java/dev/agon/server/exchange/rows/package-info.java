/** What the columns of an uploaded row mean, and what is staged of each kind of row. */
package dev.agon.server.exchange.rows;
