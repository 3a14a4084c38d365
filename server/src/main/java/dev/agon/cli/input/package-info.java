/** Options that say how commands read their files. */
package dev.agon.cli.input;
