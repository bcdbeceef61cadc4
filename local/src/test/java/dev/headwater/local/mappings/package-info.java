@NullMarked
package dev.headwater.local.mappings;

import org.jspecify.annotations.NullMarked;
