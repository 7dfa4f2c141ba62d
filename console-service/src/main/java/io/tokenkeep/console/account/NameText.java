package io.tokenkeep.console.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What somebody types to find an account: the beginnings of parts of its name in any case and order, or the beginning of its id, or a whole
 * alias.
 *
 * @param whole as it was typed, without the blanks around it
 * @param terms in lower case, as they stand in the index
 */
public record NameText(String whole, List<String> terms) {

    static final int MOST_TERMS = 8;

    /** By Unicode's rules (UAX 29), in lower case, without a list of words that are left out. Thread-safe. */
    static final Analyzer ANALYZER = new StandardAnalyzer();

    public NameText {
        terms = List.copyOf(terms);
    }

    /** Empty if the text has more than {@link #MOST_TERMS} parts, or nothing but blanks. */
    static Optional<NameText> parse(String text) {
        String whole = text.strip();
        List<String> terms = terms(whole);
        return whole.isEmpty() || terms.size() > MOST_TERMS
                ? Optional.empty()
                : Optional.of(new NameText(whole, terms));
    }

    private static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream(AccountFields.NAME, AccountFields.separated(text))) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    Query query() {
        BooleanQuery.Builder any = new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(AccountFields.ID, whole)), Occur.SHOULD)
                .add(new TermQuery(new Term(AccountFields.ALIAS, whole)), Occur.SHOULD);
        if (!terms.isEmpty()) {
            BooleanQuery.Builder name = new BooleanQuery.Builder();
            terms.forEach(term -> name.add(new PrefixQuery(new Term(AccountFields.NAME, term)), Occur.FILTER));
            any.add(name.build(), Occur.SHOULD);
        }
        return any.build();
    }
}
