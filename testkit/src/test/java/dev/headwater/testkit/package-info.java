/**
 * Tests of the command handler, projector and relay, and of the test kit itself. Guard tests prove
 * that the contracts fail for broken stores.
 */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;
