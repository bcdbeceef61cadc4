@NullMarked
package dev.headwater.projection;

import org.jspecify.annotations.NullMarked;

