/** What Headwater costs beside the bare services, measured side by side. */
@NullMarked
package dev.headwater.benchmarks;

import org.jspecify.annotations.NullMarked;
