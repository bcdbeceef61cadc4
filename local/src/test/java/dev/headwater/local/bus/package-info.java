@NullMarked
package dev.headwater.local.bus;

import org.jspecify.annotations.NullMarked;
