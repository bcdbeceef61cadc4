/**
 * A described service as data: what its functions, its template and its operators need to know of
 * each other, as records that are written and read as JSON. It holds no personal data.
 */
@NullMarked
package dev.headwater.service.facts;

import org.jspecify.annotations.NullMarked;
