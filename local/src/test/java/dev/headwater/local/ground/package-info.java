@NullMarked
package dev.headwater.local.ground;

import org.jspecify.annotations.NullMarked;
