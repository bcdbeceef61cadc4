@NullMarked
package dev.headwater.eventbridge;

import org.jspecify.annotations.NullMarked;

