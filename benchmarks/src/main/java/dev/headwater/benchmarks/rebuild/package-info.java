/** What a rebuild of all views costs compared with the bare requests. */
@NullMarked
package dev.headwater.benchmarks.rebuild;

import org.jspecify.annotations.NullMarked;
