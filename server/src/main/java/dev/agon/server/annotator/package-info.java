/** How people join a study, come back, agree to its text and leave. */
package dev.agon.server.annotator;
