@NullMarked
package dev.headwater.local;

import org.jspecify.annotations.NullMarked;
