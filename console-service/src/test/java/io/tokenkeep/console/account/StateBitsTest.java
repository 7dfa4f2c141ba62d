package io.tokenkeep.console.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.avro.StatusState;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

class StateBitsTest {

    private final StateBits bits = new StateBits();

    @Test
    void segmentsAreReadOnceAndHeldWhileTheyAreOpen() throws IOException {
        try (Directory directory = new ByteBuffersDirectory();
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (StatusState state : StatusState.values()) {
                Document document = new Document();
                document.add(new StringField(AccountFields.STATE, state.name(), Field.Store.NO));
                writer.addDocument(document);
            }
            try (DirectoryReader first = DirectoryReader.open(writer)) {
                var read = bits.of(segment(first));
                assertThat(read).hasSize(StatusState.values().length);
                read.forEach((state, documents) -> assertThat(documents.nextSetBit(0))
                        .as(state.name())
                        .isEqualTo(List.of(StatusState.values()).indexOf(state)));

                writer.deleteDocuments(new Term(AccountFields.STATE, StatusState.CONNECTED.name()));
                try (DirectoryReader second = DirectoryReader.openIfChanged(first)) {
                    assertThat(second).isNotNull();
                    assertThat(bits.of(segment(second))).isSameAs(read);
                }
                assertThat(bits.size()).as("the first reader has it open").isEqualTo(1);
            }
        }
        assertThat(bits.size()).isZero();
    }

    private static LeafReader segment(DirectoryReader reader) {
        return reader.leaves().get(0).reader();
    }
}
