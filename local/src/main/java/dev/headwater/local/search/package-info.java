/**
 * The HTTP interface of the built-in search: parses OpenSearch requests, and answers in its JSON
 * and error format. Refuse what is not implemented; never ignore it.
 */
@NullMarked
package dev.headwater.local.search;

import org.jspecify.annotations.NullMarked;
