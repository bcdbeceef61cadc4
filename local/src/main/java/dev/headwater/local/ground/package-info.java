/**
 * What every package of the local cloud uses: exceptions and redaction, ARNs and credentials, SDK
 * clients, owner-only files, and orderly shutdown. Depends on no other package of the local cloud.
 */
@NullMarked
package dev.headwater.local.ground;

import org.jspecify.annotations.NullMarked;
