@NullMarked
package dev.headwater.audit;

import org.jspecify.annotations.NullMarked;

