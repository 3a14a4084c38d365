/** Languages of the interface and its messages. */
package dev.agon.server.http.i18n;
