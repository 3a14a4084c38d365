/** Versions of reward models and where their files lie. */
package dev.agon.server.training.registry;
