package io.tokenkeep.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.mediatype.ContentAnalyser;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypeRegistration;
import io.vertx.openapi.mediatype.MediaTypeRegistry;
import io.vertx.openapi.validation.ValidationContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The media types of the contract, with those that the library does not know: problems (RFC 9457), which are JSON, CSV (RFC 4180), and JSON in lines. */
final class MediaTypes {

    static final String CSV = "text/csv";

    /** One JSON object in a line. */
    static final String JSON_LINES = "application/x-ndjson";

    private MediaTypes() {}

    static MediaTypeRegistry registry() {
        return MediaTypeRegistry.createDefault()
                .register(new Type(Problem.CONTENT_TYPE, ContentAnalyserFactory.json()))
                .register(new Type(CSV, (type, content, context) -> new Text(content)))
                .register(new Type(JSON_LINES, (type, content, context) -> new Text(content)));
    }

    /** Whether a body of this type is a table, which may be larger than other bodies. */
    static boolean isTable(@Nullable String type) {
        return type != null && (type.startsWith(CSV) || type.startsWith(JSON_LINES));
    }

    static boolean isJsonLines(String type) {
        return type.startsWith(JSON_LINES);
    }

    /** The library's analyser of other types leaves bytes, which no schema of a text accepts. */
    private record Text(Buffer content) implements ContentAnalyser {

        @Override
        public void checkSyntacticalCorrectness() {
            // The operation reads the table, and knows what to say about it.
        }

        @Override
        public Object transform() {
            return content.toString(StandardCharsets.UTF_8);
        }
    }

    private record Type(String name, ContentAnalyserFactory analysers) implements MediaTypeRegistration {

        @Override
        public ContentAnalyser createContentAnalyser(String type, Buffer content, ValidationContext context) {
            return analysers.create(type, content, context);
        }

        @Override
        public boolean canHandle(String type) {
            return type.equals(name) || type.startsWith(name + ";");
        }

        @Override
        public List<String> supportedTypes() {
            return List.of(name);
        }
    }
}
