@NullMarked
package dev.headwater.event;

import org.jspecify.annotations.NullMarked;

