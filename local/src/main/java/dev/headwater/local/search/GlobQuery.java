package dev.headwater.local.search;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Finds documents whose field matches a pattern. Scans the sorted values of the field once,
 * starting at the pattern's prefix, and touches only documents with matching values. This is fast
 * enough even for a leading wildcard, and needs no additional index.
 *
 * @see org.apache.lucene.search.WildcardQuery Lucene's own, which compiles an automaton: some short
 *     patterns make it too large
 */
final class GlobQuery extends MultiTermQuery {
  private final Glob glob;

  GlobQuery(String field, Glob glob) {
    super(field, DOC_VALUES_REWRITE);
    this.glob = glob;
  }

  @Override
  protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
    return new Matches(terms.iterator());
  }

  private final class Matches extends FilteredTermsEnum {
    private final BytesRef prefix;

    Matches(TermsEnum terms) {
      super(terms);
      this.prefix = glob.prefix();
      setInitialSeekTerm(prefix);
    }

    @Override
    protected AcceptStatus accept(BytesRef term) {
      if (!StringHelper.startsWith(term, prefix)) {
        return AcceptStatus.END;
      }
      return glob.matches(term) ? AcceptStatus.YES : AcceptStatus.NO;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String defaultField) {
    return "glob on " + field;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof GlobQuery query && glob.equals(query.glob);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), glob);
  }
}
