/** Rewards of texts that somebody sends, and the encodings they need. */
package dev.agon.server.training.score;
