/** What the tests and benchmarks of several modules share. It is not published. */
@NullMarked
package dev.headwater.testsupport;

import org.jspecify.annotations.NullMarked;
