@NullMarked
package dev.headwater.local.http;

import org.jspecify.annotations.NullMarked;
