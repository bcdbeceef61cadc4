@NullMarked
package dev.headwater.local.code;

import org.jspecify.annotations.NullMarked;
