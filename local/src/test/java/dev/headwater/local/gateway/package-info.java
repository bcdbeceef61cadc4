@NullMarked
package dev.headwater.local.gateway;

import org.jspecify.annotations.NullMarked;
