/** Jobs of every kind, as admins see them: a list, one document, live progress, cancelling. */
package dev.agon.server.study.jobs;
