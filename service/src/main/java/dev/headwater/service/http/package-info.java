/**
 * What any API needs over HTTP and by direct invoke: fields, problems, entity tags, pages with
 * cursors, and reading your own writes. Knows no domain.
 */
@NullMarked
package dev.headwater.service.http;

import org.jspecify.annotations.NullMarked;
