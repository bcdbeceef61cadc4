/** What Headwater costs compared with the bare services. */
@NullMarked
package dev.headwater.benchmarks;

import org.jspecify.annotations.NullMarked;
