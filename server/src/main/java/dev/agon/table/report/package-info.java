/** Reports of analyses as files for programs. */
package dev.agon.table.report;
