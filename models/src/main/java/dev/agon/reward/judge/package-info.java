/** How good a reward model is on pairs that it has not seen, with intervals that respect groups. */
package dev.agon.reward.judge;
