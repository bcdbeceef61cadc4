@NullMarked
package dev.headwater.local.metrics;

import org.jspecify.annotations.NullMarked;
