@NullMarked
package dev.headwater.host;

import org.jspecify.annotations.NullMarked;

