/** What several features mean by a study: its words, who counts in it, who works on it. */
@org.jspecify.annotations.NullMarked
package dev.agon.server.core;
