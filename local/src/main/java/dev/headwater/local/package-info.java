/**
 * The local cloud: runs a SAM template on a laptop, in one JVM. {@code Startup} wires all other
 * packages together; they know nothing of this one.
 */
@NullMarked
package dev.headwater.local;

import org.jspecify.annotations.NullMarked;
