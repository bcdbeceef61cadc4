/**
 * The HTTP interface of the built-in search: parses OpenSearch requests, and answers in its JSON
 * and error format.
 *
 * <p>Frozen: it answers what the module {@code opensearch} sends, and the few requests by which its
 * tests and operators look a document up, refresh an index or delete one. Everything else gets an
 * error that names it; nothing is ignored. Add to it only what that module begins to send.
 */
@NullMarked
package dev.headwater.local.search;

import org.jspecify.annotations.NullMarked;
