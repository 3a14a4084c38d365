/**
 * What a request may say, checked, and the problem that is answered where it says something else.
 */
package dev.agon.server.http.input;
