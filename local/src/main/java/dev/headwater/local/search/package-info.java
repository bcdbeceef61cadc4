/** Search: the OpenSearch requests that are needed, answered from an embedded Lucene index. */
@NullMarked
package dev.headwater.local.search;

import org.jspecify.annotations.NullMarked;

