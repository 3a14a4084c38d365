/**
 * The sample study and the simulated crowd that votes on it through the public HTTP API, knowing no
 * more than an annotator's browser is told.
 */
package dev.agon.cli.demo;
