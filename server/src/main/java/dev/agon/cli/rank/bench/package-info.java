/** How fast rankings are, and how often their intervals hold in simulations. */
package dev.agon.cli.rank.bench;
