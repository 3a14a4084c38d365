/** Admins: their one-time links, sign-in, tokens and the log of what they did. */
package dev.agon.server.admin;
