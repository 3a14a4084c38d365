/** Analyses of a study's votes: asked for on a page, done as jobs, kept as reports. */
package dev.agon.server.study.analyses;
