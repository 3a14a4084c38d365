/** The database: where it is, how it is started, migrated, entered, backed up and restored. */
package dev.agon.server.sql;
