package dev.headwater.service;

import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.query.ViewList;
import java.util.List;
import java.util.Map;

/** A described view as an item. */
final class DescribedViewFormat<V> implements ViewFormat<V> {
  private final View<V, ?> view;
  private final String keyName;
  private final String fingerprint;
  private final List<ViewList<V>> lists;

  DescribedViewFormat(View<V, ?> view) {
    this.view = view;
    this.keyName = view.aggregate().idField();
    this.fingerprint =
        FormatFingerprint.of(view, view.lists().stream().map(ListDescription::toString).toList());
    this.lists = view.lists().stream().map(view::viewList).toList();
  }

  @Override
  public String keyName() {
    return keyName;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Map<String, Object> encode(V shown) {
    Map<String, Object> fields = view.type().encode(shown);
    fields.remove(keyName);
    return fields;
  }

  /** Strict, so that every stored view has a valid place in the lists and a valid id. */
  @Override
  public V decode(Map<String, Object> fields) {
    V decoded = view.type().decode(fields);
    view.aggregate().idType().parse(view.id(decoded));
    return decoded;
  }

  @Override
  public List<ViewList<V>> lists() {
    return lists;
  }
}
