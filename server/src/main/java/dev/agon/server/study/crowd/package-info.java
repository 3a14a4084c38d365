/** The annotators of a study, their figures, and what is done about them. */
package dev.agon.server.study.crowd;
