/**
 * What every room of the local cloud uses: exceptions, names and credentials, clients, files that
 * are their owner's alone, and how to stop. Depends on no other room.
 */
@NullMarked
package dev.headwater.local.ground;

import org.jspecify.annotations.NullMarked;

