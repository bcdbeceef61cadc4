/** What must hold of the whole repository: architecture, sizes, names and links. */
@NullMarked
package dev.headwater.repository;

import org.jspecify.annotations.NullMarked;
