/** What {@code agon doctor} looks at, one class a subject. */
package dev.agon.cli.doctor;
