/** Pages on which reward models are trained, compared and published. */
package dev.agon.server.training.pages;
