@NullMarked
package dev.headwater.local.template;

import org.jspecify.annotations.NullMarked;
