@NullMarked
package dev.headwater.relay;

import org.jspecify.annotations.NullMarked;

