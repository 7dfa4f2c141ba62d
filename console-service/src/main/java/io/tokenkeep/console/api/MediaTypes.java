package io.tokenkeep.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.mediatype.ContentAnalyser;
import io.vertx.openapi.mediatype.ContentAnalyserFactory;
import io.vertx.openapi.mediatype.MediaTypeRegistration;
import io.vertx.openapi.mediatype.MediaTypeRegistry;
import io.vertx.openapi.validation.ValidationContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The media types of the contract, with two that the library does not know: problems (RFC 9457), which are JSON, and CSV (RFC 4180). */
final class MediaTypes {

    static final String CSV = "text/csv";

    private MediaTypes() {}

    static MediaTypeRegistry registry() {
        return MediaTypeRegistry.createDefault()
                .register(new Type(Problem.CONTENT_TYPE, ContentAnalyserFactory.json()))
                .register(new Type(CSV, (type, content, context) -> new Text(content)));
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
