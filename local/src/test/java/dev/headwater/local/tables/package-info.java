@NullMarked
package dev.headwater.local.tables;

import org.jspecify.annotations.NullMarked;
