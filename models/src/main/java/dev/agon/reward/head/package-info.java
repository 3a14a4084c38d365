/** Heads that give rewards to features, and how they are trained. */
package dev.agon.reward.head;
