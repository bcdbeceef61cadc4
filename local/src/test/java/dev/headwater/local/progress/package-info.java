@NullMarked
package dev.headwater.local.progress;

import org.jspecify.annotations.NullMarked;
