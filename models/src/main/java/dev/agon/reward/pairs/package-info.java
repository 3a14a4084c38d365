/** What reward models learn from: pairs and ranked lists, their features, and splits by group. */
package dev.agon.reward.pairs;
