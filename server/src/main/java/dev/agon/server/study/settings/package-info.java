/** What researchers set of a study: its settings, its conditions and its questions. */
package dev.agon.server.study.settings;
