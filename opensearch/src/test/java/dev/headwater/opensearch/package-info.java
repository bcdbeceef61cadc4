/** Contracts of the index, run on the local server and on a real one, and tests of failures. */
@NullMarked
package dev.headwater.opensearch;

import org.jspecify.annotations.NullMarked;
