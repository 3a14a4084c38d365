/** What those who run the process ask it: whether it lives, whether it is ready, how it fares. */
package dev.agon.server.management;
