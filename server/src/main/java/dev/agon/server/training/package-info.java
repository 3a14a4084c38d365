/** Reward models of studies: when they are trained, on what, their versions, and their answers. */
package dev.agon.server.training;
