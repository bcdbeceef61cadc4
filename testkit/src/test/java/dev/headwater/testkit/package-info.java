/** Tests of the kernel and of the test kit itself. */
@NullMarked
package dev.headwater.testkit;

import org.jspecify.annotations.NullMarked;

