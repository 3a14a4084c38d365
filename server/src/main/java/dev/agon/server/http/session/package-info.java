/** Who is asking: sessions, their cookies, and what each route demands of its caller. */
package dev.agon.server.http.session;
