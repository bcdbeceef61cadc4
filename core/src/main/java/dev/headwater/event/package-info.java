/**
 * Events, commits and streams as they are stored and read, and the codecs between a domain's events
 * and their stored form. A service implements {@link dev.headwater.event.EventCodec}. Stored data
 * depends on these types: change their fields and limits only together with every store. Depends on
 * {@code host} alone.
 */
@NullMarked
package dev.headwater.event;

import org.jspecify.annotations.NullMarked;
