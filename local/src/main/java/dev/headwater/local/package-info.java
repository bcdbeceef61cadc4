/** The local cloud: a SAM template, run on a laptop in one JVM. */
@NullMarked
package dev.headwater.local;

import org.jspecify.annotations.NullMarked;

