/** Uploads and the jobs that import them. */
package dev.agon.server.study.imports;
