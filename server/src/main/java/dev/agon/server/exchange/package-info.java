/** What goes in and out of a study as files: import in constant memory, all or nothing; export. */
package dev.agon.server.exchange;
