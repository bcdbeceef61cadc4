/**
 * Tests of the test kit itself: the specifications, the linearizability check, and guard tests,
 * which prove that the contracts fail for broken stores. What the contracts say of the stores in
 * memory is tested in {@code core}, beside those stores.
 */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;
