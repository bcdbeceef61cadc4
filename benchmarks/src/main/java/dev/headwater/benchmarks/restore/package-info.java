/** What a function's first request after a restore costs. */
@NullMarked
package dev.headwater.benchmarks.restore;

import org.jspecify.annotations.NullMarked;
