/** A training from its data to its models, one at a time on a worker. */
package dev.agon.server.training.run;
