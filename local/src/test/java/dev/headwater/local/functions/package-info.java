@NullMarked
package dev.headwater.local.functions;

import org.jspecify.annotations.NullMarked;
