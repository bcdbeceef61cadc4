@NullMarked
package dev.headwater.local.endpoints;

import org.jspecify.annotations.NullMarked;
