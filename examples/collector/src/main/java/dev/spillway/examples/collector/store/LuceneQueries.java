package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.query.Query.And;
import dev.spillway.examples.collector.query.Query.Field;
import dev.spillway.examples.collector.query.Query.Level;
import dev.spillway.examples.collector.query.Query.Not;
import dev.spillway.examples.collector.query.Query.Or;
import dev.spillway.examples.collector.query.Query.Text;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Queries as Lucene has them. */
final class LuceneQueries {

    private static final List<Field> TEXTS = List.of(Field.MESSAGE, Field.PROGRAM, Field.SENDER);

    private LuceneQueries() {}

    static Query of(dev.spillway.examples.collector.query.Query query) {
        if (query instanceof Text text) {
            return of(text);
        }
        if (query instanceof Level level) {
            return new TermQuery(new Term(EventDocument.nameOf(level.field()), level.name()));
        }
        if (query instanceof Not not) {
            return new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), Occur.FILTER)
                    .add(of(not.part()), Occur.MUST_NOT)
                    .build();
        }
        if (query instanceof And and) {
            return allOf(and.parts());
        }
        if (query instanceof Or or) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            or.parts().forEach(part -> any.add(of(part), Occur.SHOULD));
            return any.build();
        }
        return new MatchAllDocsQuery();
    }

    private static Query allOf(List<dev.spillway.examples.collector.query.Query> parts) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean onlyNegative = true;
        for (dev.spillway.examples.collector.query.Query part : parts) {
            if (part instanceof Not not) {
                all.add(of(not.part()), Occur.MUST_NOT);
            } else {
                all.add(of(part), Occur.FILTER);
                onlyNegative = false;
            }
        }
        if (onlyNegative) {
            all.add(new MatchAllDocsQuery(), Occur.FILTER);
        }
        return all.build();
    }

    private static Query of(Text text) {
        if (text.field() != Field.ANYWHERE) {
            return in(text.field(), text);
        }
        BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
        TEXTS.forEach(field -> anywhere.add(in(field, text), Occur.SHOULD));
        return anywhere.build();
    }

    private static Query in(Field field, Text text) {
        String name = EventDocument.nameOf(field);
        if (text.words().size() == 1) {
            Term term = new Term(name, text.words().get(0));
            return text.prefix() ? new PrefixQuery(term) : new TermQuery(term);
        }
        return new PhraseQuery(name, text.words().toArray(String[]::new));
    }
}
