/**
 * Forms of plain records: stored (events, states, views), as JSON for clients, and as requests to
 * commands. A record's components decide all of them, so that none is written by hand; {@link
 * dev.headwater.service.json.Shape} is what is known of a type. Knows no HTTP and no AWS.
 */
@NullMarked
package dev.headwater.service.json;

import org.jspecify.annotations.NullMarked;
