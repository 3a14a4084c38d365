/** What several parts of the mathematics share: distributions, and digests of what was read. */
package dev.agon.numeric;
