@NullMarked
package dev.headwater.opensearch;

import org.jspecify.annotations.NullMarked;

