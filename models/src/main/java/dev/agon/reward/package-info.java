/**
 * Reward models: scores of responses learned from comparisons. Pairs and losses, heads and their
 * training, judging on held-out groups, and the artifact with its card.
 */
package dev.agon.reward;
