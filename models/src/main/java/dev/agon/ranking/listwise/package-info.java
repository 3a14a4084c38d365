/** Rankings of several responses at once: the Plackett-Luce model. */
package dev.agon.ranking.listwise;
