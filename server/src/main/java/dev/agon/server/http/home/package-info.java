/** The first page, and the choice of a language. */
package dev.agon.server.http.home;
