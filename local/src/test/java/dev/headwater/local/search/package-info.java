@NullMarked
package dev.headwater.local.search;

import org.jspecify.annotations.NullMarked;
