/**
 * Events, commits and streams as they are stored and read, and the codecs between a domain's events
 * and their stored form. Depends on {@code host} alone.
 */
@NullMarked
package dev.headwater.event;

import org.jspecify.annotations.NullMarked;
