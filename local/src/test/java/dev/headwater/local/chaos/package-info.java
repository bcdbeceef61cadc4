@NullMarked
package dev.headwater.local.chaos;

import org.jspecify.annotations.NullMarked;
