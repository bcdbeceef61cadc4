package dev.headwater.service;

/**
 * A list of a view, on an index of the views table named {@code by-<name>} with the keys {@code
 * <name>Shard} and {@code <name>Sort}.
 *
 * @param key the component that says which part of the list a view is in
 * @param sort the component that orders the list
 */
public record ListDescription(String name, String key, String sort) {}
