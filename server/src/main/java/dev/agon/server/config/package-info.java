/** The settings that a process starts with. */
package dev.agon.server.config;
