/** A study as its admin makes, publishes, watches and closes it. */
package dev.agon.server.study;
