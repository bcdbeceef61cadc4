/** Views that can be searched, on OpenSearch. */
@NullMarked
package dev.headwater.opensearch;

import org.jspecify.annotations.NullMarked;

