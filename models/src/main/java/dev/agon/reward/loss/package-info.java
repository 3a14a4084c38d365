/** Losses of pairs and lists, each a convex function of the difference of two rewards. */
package dev.agon.reward.loss;
