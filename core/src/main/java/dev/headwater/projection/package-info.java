/**
 * The read side: a {@link dev.headwater.projection.Projector} folds messages into views that
 * converge, and {@link dev.headwater.projection.FreshView} reads a view at least as new as a write.
 * A service implements {@link dev.headwater.projection.Projection}, and names its views and their
 * streams with a {@link dev.headwater.projection.ViewDefinition}; adapters implement {@link
 * dev.headwater.projection.ViewStore}. Depends on {@code event} and {@code host} alone.
 */
@NullMarked
package dev.headwater.projection;

import org.jspecify.annotations.NullMarked;
