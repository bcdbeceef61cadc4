@NullMarked
package dev.headwater.dynamodb;

import org.jspecify.annotations.NullMarked;
