/** What the commands need to know of this machine: folders, paths and addresses. */
@NullMarked
package dev.headwater.cli.machine;

import org.jspecify.annotations.NullMarked;
