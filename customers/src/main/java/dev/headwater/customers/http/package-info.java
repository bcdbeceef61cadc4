/**
 * The HTTP frame of an API, which serves direct invokes too: fields, problems, entity tags, pages
 * with cursors, and reading your own writes. It does not know what the API is about.
 */
@NullMarked
package dev.headwater.customers.http;

import org.jspecify.annotations.NullMarked;
